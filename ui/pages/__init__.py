"""The four pages. Each is a plain script that Streamlit runs from top to bottom."""
