# docker build -t kesan . && docker run --rm -p 127.0.0.1:8501:8501 -v kesan:/home/kesan/journal kesan
FROM python:3.13-slim
RUN useradd --create-home kesan
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY --chown=kesan:kesan . .
USER kesan
RUN mkdir -p /home/kesan/journal
ENV KESAN_HOME=/home/kesan/journal
VOLUME /home/kesan/journal
EXPOSE 8501
HEALTHCHECK --start-period=20s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=3)"]
CMD ["python", "-m", "streamlit", "run", "streamlit_app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
