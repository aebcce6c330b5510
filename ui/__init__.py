"""The web app: one file a page, the parts that pages share, safe HTML, and nothing that decides."""
