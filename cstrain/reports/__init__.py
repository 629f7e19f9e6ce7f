"""Report values, and the writers of files. Knows neither the records nor the screen."""
