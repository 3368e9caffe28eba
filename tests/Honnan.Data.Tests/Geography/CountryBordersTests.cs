using Honnan.Data.Geography;
using Xunit;

namespace Honnan.Data.Tests.Geography;

public sealed class CountryBordersTests
{
    // Towns and landmarks at their well-known coordinates.
    [Theory]
    [InlineData(47.4979, 19.0402, "HU")] // Budapest
    [InlineData(47.68, 16.59, "HU")] // Sopron, in a corner of the border
    [InlineData(47.77, 18.13, "SK")] // Komarno, north of the Danube
    [InlineData(47.74, 18.12, "HU")] // Komarom, south of it
    [InlineData(43.7384, 7.4246, "MC")] // Monaco
    [InlineData(43.9424, 12.4578, "SM")] // San Marino
    [InlineData(42.5063, 1.5218, "AD")] // Andorra la Vella
    [InlineData(22.3193, 114.1694, "HK")]
    [InlineData(22.5431, 114.0579, "CN")] // Shenzhen
    [InlineData(22.1987, 113.5439, "MO")]
    [InlineData(-20.8789, 55.4481, "RE")] // Saint-Denis
    [InlineData(16.2650, -61.5510, "GP")]
    [InlineData(14.6415, -61.0242, "MQ")]
    [InlineData(4.9224, -52.3135, "GF")] // Cayenne
    [InlineData(-12.7806, 45.2279, "YT")]
    [InlineData(78.2232, 15.6267, "SJ")] // Longyearbyen
    [InlineData(12.1500, -68.2667, "BQ")] // Kralendijk
    [InlineData(-10.4475, 105.6904, "CX")]
    [InlineData(60.0973, 19.9348, "AX")] // Mariehamn
    [InlineData(36.1408, -5.3536, "GI")]
    [InlineData(49.2144, -2.1313, "JE")]
    [InlineData(62.0079, -6.7900, "FO")]
    [InlineData(18.2208, -66.5901, "PR")]
    [InlineData(42.6629, 21.1655, "XK")] // Pristina
    [InlineData(44.9521, 34.1024, "UA")] // Simferopol
    [InlineData(35.3403, 33.3192, "CY")] // Kyrenia
    [InlineData(9.5600, 44.0650, "SO")] // Hargeisa
    [InlineData(27.1536, -13.2033, "EH")] // El Aaiun
    [InlineData(31.9038, 35.2034, "PS")] // Ramallah
    [InlineData(25.0330, 121.5654, "TW")] // Taipei
    [InlineData(-29.3151, 27.4869, "LS")] // Maseru, in the hole of South Africa
    [InlineData(-33.9249, 18.4241, "ZA")] // Cape Town
    [InlineData(67.0, 179.0, "RU")]
    [InlineData(67.0, -179.0, "RU")] // beyond the date line
    [InlineData(-16.85, 179.98, "FJ")] // Taveuni, on the date line
    [InlineData(27.8, -12.9, "MA")] // just north of Western Sahara
    [InlineData(52.9, -168.8, "US")] // Umnak and its neighbours in the Aleutians
    [InlineData(-90, 0, "AQ")]
    public void At_KnownPlaces_IsTheirCountry(double latitude, double longitude, string code) =>
        Assert.Equal(code, At(latitude, longitude));

    [Theory]
    [InlineData(43.30, 16.05, "HR")] // between Croatian islands
    [InlineData(51.05, 1.50, "GB")] // the Strait of Dover, 10 km from Folkestone and 24 from Cap Gris-Nez
    [InlineData(50.95, 1.75, "FR")] // 5 km off Calais
    [InlineData(43.0, 28.10, "BG")] // 10 km off Varna
    [InlineData(0, -30, null)] // the middle of the Atlantic
    [InlineData(43.4, 14.6, null)] // the middle of the Adriatic
    public void At_PointsAtSea_IsTheNearestWithin20Kilometres(double latitude, double longitude, string? code) =>
        Assert.Equal(code, At(latitude, longitude));

    [Fact]
    public void Kilometres_ToASquare_IsByHand()
    {
        // A square from 10 to 11 degrees: from (10.5 N, 12 E) a degree of longitude, 111.195 · cos 10.5°.
        var square = new BorderRing(CountryCode.Parse("HU"), [10, 11, 11, 10, 10], [10, 10, 11, 11, 10]);
        GeoPoint.TryFromDegrees(10.5, 12, out GeoPoint east);
        GeoPoint.TryFromDegrees(10.5, 10.5, out GeoPoint inside);
        Assert.Equal(109.33, square.Kilometres(east), 0.01);
        Assert.False(square.Contains(east));
        Assert.True(square.Contains(inside));
        Assert.False(square.IsWithin(100, east));
        Assert.True(square.IsWithin(110, east));
    }

    [Fact]
    public void At_TheRealViews_AgreesWithTheirLabels()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(SharedData.Folder(), "views", "labels.csv")).Skip(1).Select(line => line.Split(','))];
        string[] columns = File.ReadLines(Path.Combine(SharedData.Folder(), "views", "labels.csv")).First().Split(',');
        (int country, int latitude, int longitude) = (Array.IndexOf(columns, "country"), Array.IndexOf(columns, "latitude"), Array.IndexOf(columns, "longitude"));
        string[] other = [.. rows
            .Where(row => row.Length == columns.Length)
            .Where(row => At(Number(row[latitude]), Number(row[longitude])) != row[country])
            .Select(row => $"{string.Join(',', row)}: {At(Number(row[latitude]), Number(row[longitude]))}")];
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', other));
        Assert.InRange(other.Length, 0, rows.Length / 50);

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string? At(double latitude, double longitude) =>
        GeoPoint.TryFromDegrees(latitude, longitude, out GeoPoint point) ? CountryBorders.At(point)?.ToString() : throw new ArgumentOutOfRangeException(nameof(latitude));
}
