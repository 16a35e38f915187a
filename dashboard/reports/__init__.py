"""Reports: values > bytes. Neither the screen nor the database is known here."""
