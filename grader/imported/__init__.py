"""Tests written for in-process use: what stands in for the module that they import."""
