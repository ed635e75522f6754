"""What is new, gone and changed between two reports, years, places or graphs, by what they mean."""
