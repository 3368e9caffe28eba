using CsCheck;
using Honnan.Data.Curation;
using Xunit;

namespace Honnan.Data.Tests.Curation;

public sealed class EqualNamesTests
{
    [Fact]
    public void First_AnyNames_IsTheFirstOfEach() => Gen.Int[0, 20].Select(number => $"place {number}").Array[0, 200].Sample(names =>
        Assert.Equal(names.Select(name => Array.IndexOf(names, name)), EqualNames.First(names.Length, i => names[i])));

    [Fact]
    public void Key_OfANameOfAnyLength_IsThatOfTheFormula() => Gen.Select(Gen.String[0, 800], Gen.Long).Sample((name, seed) =>
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed}\nthin\n{name}"));
        Assert.Equal(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash), SeededOrder.Key(seed, "thin", name));
    });
}
