"""Analysis of pijler's results: opening them, and setting the model beside its targets."""
