"""How a report looks: terminal, JSON. Pure: a Report goes in, text comes out."""
