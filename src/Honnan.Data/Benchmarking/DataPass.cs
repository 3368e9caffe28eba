namespace Honnan.Data.Benchmarking;

/// <summary>One pass over pictures.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Pictures">How many there were.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record DataPass(string What, int Pictures, double Seconds);
