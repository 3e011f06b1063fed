"""Immigration Inspections: from the manifest through the counter and secondary to the outcome and the departure."""
