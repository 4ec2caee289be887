"""The record as tidy tables, for pandas, R, SQL and spreadsheets: each table is declared once, beside its rows."""
