"""Which customers leave next month: cleaning, features, model and service."""
