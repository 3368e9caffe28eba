using System.Text.Json;
using System.Text.Json.Serialization;

namespace Honnan.Learning.Metrics;

/// <summary>An interval of confidence; in JSON [low, high].</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
[JsonConverter(typeof(PairConverter))]
public readonly record struct Interval(double Low, double High)
{
    private sealed class PairConverter : JsonConverter<Interval>
    {
        public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<double[]>(ref reader, options) is [double low, double high]
                ? new Interval(low, high)
                : throw new JsonException("an interval is [low, high]");

        public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Low);
            writer.WriteNumberValue(value.High);
            writer.WriteEndArray();
        }
    }
}
