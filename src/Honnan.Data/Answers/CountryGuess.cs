namespace Honnan.Data.Answers;

/// <summary>A country and how likely it is, as documents tell it.</summary>
/// <param name="Country">Its ISO 3166-1 alpha-2 code.</param>
/// <param name="Name">Its English or Hungarian name.</param>
/// <param name="Probability">In [0, 1], to six decimals.</param>
public sealed record CountryGuess(string Country, string Name, double Probability);
