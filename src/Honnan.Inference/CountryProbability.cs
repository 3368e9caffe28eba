using Honnan.Data.Geography;

namespace Honnan.Inference;

/// <summary>A country and how likely it is.</summary>
/// <param name="Country">Its ISO 3166-1 alpha-2 code.</param>
/// <param name="Probability">In [0, 1].</param>
public sealed record CountryProbability(CountryCode Country, double Probability);
