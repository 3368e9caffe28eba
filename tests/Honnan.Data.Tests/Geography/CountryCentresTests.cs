using Honnan.Data.Geography;
using Xunit;

namespace Honnan.Data.Tests.Geography;

public sealed class CountryCentresTests
{
    // Centres of area as the countries' own surveys name them: Pusztavacs; Lebanon, Kansas; Vesdun; Piątek; Číhošť;
    // the Lambert centre of Australia.
    [Theory]
    [InlineData("HU", 47.18, 19.50)]
    [InlineData("US", 39.83, -98.58)]
    [InlineData("FR", 46.54, 2.43)]
    [InlineData("PL", 52.07, 19.48)]
    [InlineData("CZ", 49.74, 15.34)]
    [InlineData("AU", -25.61, 134.35)]
    public void Of_Country_IsNearItsKnownCentre(string code, double latitude, double longitude)
    {
        Assert.True(GeoPoint.TryFromDegrees(latitude, longitude, out GeoPoint known));

        Assert.InRange(GreatCircle.Kilometres(known, CountryCentres.Of(CountryCode.Parse(code))), 0, 60);
    }

    [Fact]
    public void Of_EveryCountry_HasACentre() =>
        Assert.All(Countries.All, c => Assert.NotEqual(default, CountryCentres.Of(c.Code)));

    [Fact]
    public void KilometresBetween_AnyTwo_IsSymmetricAndNothingToItself()
    {
        (CountryCode hungary, CountryCode japan) = (CountryCode.Parse("HU"), CountryCode.Parse("JP"));

        Assert.Equal(0, CountryCentres.KilometresBetween(hungary, hungary), 1e-9);
        Assert.Equal(CountryCentres.KilometresBetween(hungary, japan), CountryCentres.KilometresBetween(japan, hungary), 1e-6);
        Assert.InRange(CountryCentres.KilometresBetween(hungary, japan), 8600, 9070); // Budapest to Tokyo: 9,070, and the middle of Japan lies some 250 km nearer
        Assert.Throws<InputException>(() => CountryCentres.Of(CountryCode.Parse("QQ")));
    }
}
