"""Normalised indicators: the concepts that figures measure, their table by place and year, and its charts."""
