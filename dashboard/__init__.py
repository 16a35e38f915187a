"""Everything between the stored data and the eye: metrics, charts, reports and screens."""
