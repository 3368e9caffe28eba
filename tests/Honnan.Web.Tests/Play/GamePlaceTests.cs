using Honnan.Data.Geography;
using Honnan.Web.Play;
using Xunit;

namespace Honnan.Web.Tests.Play;

public sealed class GamePlaceTests
{
    private static readonly CountryCode Hungary = CountryCode.Parse("HU");
    private static readonly GeoPoint Szeged = GeoPoint.TryFromDegrees(46.25, 20.15, out GeoPoint point) ? point : throw new InvalidOperationException();

    [Fact]
    public void Kilometres_OfACountryToAPoint_AreThoseOfItsMiddle()
    {
        var truth = new GamePlace(Hungary, Szeged, IsExact: true);

        Assert.Equal(GreatCircle.Kilometres(CountryCentres.Of(Hungary), Szeged), GamePlace.Of(Hungary).Kilometres(truth));
        Assert.Equal(0, GamePlace.Of(Szeged).Kilometres(truth));
    }

    [Fact]
    public void Kilometres_ToACountryAlone_AreNoneWithinIt()
    {
        var truth = GamePlace.Of(Hungary);

        Assert.Equal(0, GamePlace.Of(Szeged).Kilometres(truth));
        Assert.Equal(0, GamePlace.Of(Hungary).Kilometres(truth));
        Assert.InRange(GamePlace.Of(CountryCode.Parse("JP")).Kilometres(truth), 8000, 10000);
    }
}
