"""The model reader: the chain notice, weigh, next step, guard, asked of any OpenAI-compatible server."""
