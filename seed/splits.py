"""How a budget divides over categories, by kind of project; shares add up to one."""

PLATFORM = (("services", 0.5), ("staff", 0.3), ("licences", 0.2))
CLOUD = (("services", 0.35), ("cloud", 0.4), ("staff", 0.25))
EQUIPMENT = (("hardware", 0.55), ("services", 0.3), ("staff", 0.15))
CHANGE = (("services", 0.45), ("licences", 0.3), ("training", 0.25))
ANALYSIS = (("staff", 0.6), ("services", 0.3), ("training", 0.1))
