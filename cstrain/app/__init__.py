"""What a person does, one file each. Returns data without words or styling; joins curriculum, records and reports."""
