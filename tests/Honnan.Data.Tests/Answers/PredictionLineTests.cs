using System.Text.Json;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Xunit;

namespace Honnan.Data.Tests.Answers;

public sealed class PredictionLineTests
{
    private static readonly CountryCode[] Countries = [CountryCode.Parse("HU"), CountryCode.Parse("AT")];

    [Theory]
    [InlineData(47.5, 19.05, "HU")]
    [InlineData(48.2, 16.37, "AT")] // another than the likeliest
    [InlineData(45, -30, null)] // in the Atlantic
    public void ToJson_OfAnAnswer_SaysWhereThePointLies(double latitude, double longitude, string? country)
    {
        Assert.True(GeoPoint.TryFromDegrees(latitude, longitude, out GeoPoint point));

        JsonElement line = Json(PredictionLine.Of("a.jpg", new Answer { Probabilities = [0.75, 0.25], Uncalibrated = [0.7, 0.3], Point = point }, Countries, top: 1, hungarian: true));

        Assert.Equal("HU", line.GetProperty("country").GetString());
        Assert.Equal("Magyarország", line.GetProperty("name").GetString());
        Assert.Equal(latitude, line.GetProperty("latitude").GetDouble());
        Assert.Equal(country, line.TryGetProperty("pointCountry", out JsonElement lies) ? lies.GetString() : null);
    }

    [Fact]
    public void ToJson_WithoutAPoint_SaysNothingOfIt()
    {
        JsonElement answered = Json(PredictionLine.Of("a.jpg", new Answer { Probabilities = [0.25, 0.75], Uncalibrated = [0.3, 0.7] }, Countries, top: 2, hungarian: false));
        JsonElement failed = Json(PredictionLine.Failed("b.jpg", "no such file"));

        Assert.All((JsonElement[])[answered, failed], line =>
        {
            Assert.Equal(JsonValueKind.Null, line.GetProperty("latitude").ValueKind);
            Assert.False(line.TryGetProperty("pointCountry", out _));
        });
    }

    private static JsonElement Json(PredictionLine line) => JsonDocument.Parse(line.ToJson()).RootElement;
}
