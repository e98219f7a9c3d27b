"""What is handed out that is no workbook: calendars."""
