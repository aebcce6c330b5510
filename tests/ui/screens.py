"""What the screens' tests look for."""

from streamlit.testing.v1 import AppTest


def paper(screen: AppTest) -> str:
    """All that stands on the page as our own HTML."""
    return "\n".join(str(element.value) for element in screen.html)


def write(screen: AppTest, text: str) -> AppTest:
    """Writes a text and clicks the button."""
    screen.text_area(key="reflection_text").set_value(text)
    return screen.button(key="keep").click().run()
