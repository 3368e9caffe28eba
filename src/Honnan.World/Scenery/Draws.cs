using Honnan.Data.Loading;

namespace Honnan.World.Scenery;

/// <summary>Random choices of one kind in one picture; they depend on the seed and the counters alone.</summary>
internal sealed class Draws
{
    private Chance _chance;

    /// <param name="seed">The world's seed.</param>
    /// <param name="picture">The picture's number.</param>
    /// <param name="part">What is drawn for; parts do not disturb each other.</param>
    public Draws(long seed, long picture, long part) => _chance = Chance.Of(seed, Chance.Purpose.World, picture, part);

    /// <summary>Evenly from a range.</summary>
    public double Between(double low, double high) => low + (_chance.NextDouble() * (high - low));

    /// <summary>Evenly from a range.</summary>
    public float Between(float low, float high) => low + ((float)_chance.NextDouble() * (high - low));

    public bool Happens(double probability) => _chance.NextDouble() < probability;

    public int Below(int bound) => _chance.Below(bound);

    public int Sign() => Happens(0.5) ? 1 : -1;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[_chance.Below(choices.Length)];

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[_chance.Below(choices.Count)];
}
