namespace Honnan.Learning.Metrics;

/// <summary>How well one country is told apart.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Pictures">Its pictures.</param>
/// <param name="Recall">The share of its pictures that were recognised; 0 where it has none.</param>
/// <param name="Precision">The share of right ones among its guesses; 0 where it was never guessed.</param>
public sealed record CountryFigures(string Country, int Pictures, double Recall, double Precision);
