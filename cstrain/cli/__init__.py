"""The terminal face: commands, prompts, rendering, words. The only package that knows typer, rich and questionary."""
