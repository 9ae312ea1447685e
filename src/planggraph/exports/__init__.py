"""What leaves the house: plans and query results in the forms people and programs take them in."""
