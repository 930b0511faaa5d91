"""Which customers leave next month: cleaning, features, scorecard, service, drift report."""
