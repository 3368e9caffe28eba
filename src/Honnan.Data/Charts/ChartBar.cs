namespace Honnan.Data.Charts;

/// <summary>One bar: its name, its value (0 or more), and what part of it is drawn in the second colour.</summary>
public sealed record ChartBar(string Name, double Value, double Highlighted = 0);
