// Makes src/Honnan.Data/Geography/borders.bin, the countries' outlines, from two npm packages unpacked beside each other:
//   dotnet run eng/MakeBorders.cs -- world-atlas/countries-10m.json country-coder/borders.json src/Honnan.Data/Geography/borders.bin
// world-atlas 2.0.2 (ISC): Natural Earth 4.1, 1:10m, public domain, on a grid of 0.0036 x 0.0017 degrees.
// @rapideditor/country-coder 5.6.1 (ISC): of it only which ISO 3166-1 number is which two-letter code.
//
// The file, Brotli-compressed: the grid (four little-endian doubles: degrees a step east and north, degrees of step 0); then for
// each country two letters and its rings; for each ring its points and, as zigzag variable-length integers, each point's
// steps from the one before; longitudes go on beyond 180 degrees where an outline crosses the date line. Rings of one country are combined by the even-odd rule, so holes need no mark.
#:property PublishAot=false
using System.IO.Compression;
using System.Text.Json;

using JsonDocument atlas = JsonDocument.Parse(File.ReadAllBytes(args[0]));
using JsonDocument coder = JsonDocument.Parse(File.ReadAllBytes(args[1]));
Dictionary<string, string> codes = coder.RootElement.GetProperty("features").EnumerateArray()
    .Select(feature => feature.GetProperty("properties"))
    .Where(properties => properties.TryGetProperty("iso1N3", out _))
    .ToDictionary(properties => properties.GetProperty("iso1N3").GetString()!, properties => properties.GetProperty("iso1A2").GetString()!);

// What has no number there. Areas that several states claim go to the one whose code ISO 3166-1 gives them, or else to the
// one that administers them; rocks that nobody lives on are left out ("").
Dictionary<string, string> unnumbered = new()
{
    ["Kosovo"] = "XK", ["N. Cyprus"] = "CY", ["Cyprus U.N. Buffer Zone"] = "CY", ["Dhekelia"] = "CY", ["Akrotiri"] = "CY",
    ["Somaliland"] = "SO", ["Siachen Glacier"] = "IN", ["Baikonur"] = "KZ", ["USNB Guantanamo Bay"] = "CU", ["Coral Sea Is."] = "AU",
    ["Clipperton I."] = "FR", ["Indian Ocean Ter."] = "CC", ["Spratly Is."] = "", ["Bajo Nuevo Bank"] = "", ["Serranilla Bank"] = "", ["Scarborough Reef"] = "",
};

// Parts of a state that have a code of their own, and Crimea, which ISO 3166-2 lists under Ukraine: west, south, east, north.
(string Of, string Code, double[] Box)[] parts =
[
    ("FR", "GP", [-62, 15.7, -60.9, 16.7]), ("FR", "MQ", [-61.4, 14.2, -60.7, 15]), ("FR", "GF", [-55, 2, -51, 6]),
    ("FR", "RE", [55, -21.6, 56, -20.7]), ("FR", "YT", [44.9, -13.2, 45.5, -12.5]),
    ("NO", "SJ", [5, 74, 36, 82]), ("NO", "SJ", [-10, 70.5, -7, 71.5]), ("NO", "BV", [3, -55, 4, -54]),
    ("NL", "BQ", [-68.6, 11.9, -68, 12.5]), ("NL", "BQ", [-63.5, 17.3, -62.8, 17.8]), ("NZ", "TK", [-173, -9.6, -171, -8.2]),
    ("CC", "CX", [105.3, -10.8, 105.9, -10.2]), ("RU", "UA", [32.2, 44.2, 36.8, 46.4]),
];

JsonElement transform = atlas.RootElement.GetProperty("transform");
double[] scale = [.. transform.GetProperty("scale").EnumerateArray().Select(v => v.GetDouble())];
double[] origin = [.. transform.GetProperty("translate").EnumerateArray().Select(v => v.GetDouble())];
(int X, int Y)[][] arcs = [.. atlas.RootElement.GetProperty("arcs").EnumerateArray().Select(arc =>
{
    int x = 0, y = 0;
    return arc.EnumerateArray().Select(step => (x += step[0].GetInt32(), y += step[1].GetInt32())).ToArray();
})];

var rings = new SortedDictionary<string, List<(int X, int Y)[]>>(StringComparer.Ordinal);
foreach (JsonElement geometry in atlas.RootElement.GetProperty("objects").GetProperty("countries").GetProperty("geometries").EnumerateArray())
{
    string name = geometry.GetProperty("properties").GetProperty("name").GetString()!;
    string code = geometry.TryGetProperty("id", out JsonElement id) ? codes[id.GetString()!] : unnumbered[name];
    if (code.Length == 0 || !geometry.TryGetProperty("arcs", out JsonElement shape))
    {
        continue;
    }

    IEnumerable<JsonElement> polygons = geometry.GetProperty("type").GetString() == "MultiPolygon" ? shape.EnumerateArray() : [shape];
    foreach (JsonElement polygon in polygons)
    {
        (int X, int Y)[][] outlines = [.. polygon.EnumerateArray().Select(Ring)];
        double east = origin[0] + (scale[0] * outlines[0].Average(p => (double)p.X));
        double north = origin[1] + (scale[1] * outlines[0].Average(p => (double)p.Y));
        string owner = parts.Where(p => p.Of == code && east >= p.Box[0] && north >= p.Box[1] && east <= p.Box[2] && north <= p.Box[3])
            .Select(p => p.Code).FirstOrDefault(code);
        if (!rings.TryGetValue(owner, out List<(int, int)[]>? list))
        {
            rings[owner] = list = [];
        }

        list.AddRange(outlines);
    }
}

using var packed = new MemoryStream();
using (var writer = new BinaryWriter(packed))
{
    foreach (double number in scale.Concat(origin))
    {
        writer.Write(number);
    }

    writer.Write7BitEncodedInt(rings.Count);
    foreach ((string code, List<(int X, int Y)[]> list) in rings)
    {
        writer.Write((byte)code[0]);
        writer.Write((byte)code[1]);
        writer.Write7BitEncodedInt(list.Count);
        foreach ((int X, int Y)[] ring in list)
        {
            writer.Write7BitEncodedInt(ring.Length);
            (int lastX, int lastY) = (0, 0);
            foreach ((int x, int y) in ring)
            {
                writer.Write7BitEncodedInt(Zigzag(x - lastX));
                writer.Write7BitEncodedInt(Zigzag(y - lastY));
                (lastX, lastY) = (x, y);
            }
        }
    }
}

using (FileStream file = File.Create(args[2]))
using (var brotli = new BrotliStream(file, CompressionLevel.SmallestSize))
{
    brotli.Write(packed.ToArray());
}

Console.WriteLine($"{rings.Count} countries, {rings.Values.Sum(list => list.Sum(ring => ring.Length))} points, {new FileInfo(args[2]).Length} bytes");

(int X, int Y)[] Ring(JsonElement indices)
{
    var points = new List<(int X, int Y)>();
    foreach (int index in indices.EnumerateArray().Select(i => i.GetInt32()))
    {
        IEnumerable<(int X, int Y)> arc = index >= 0 ? arcs[index] : arcs[~index].Reverse();
        points.AddRange(points.Count > 0 ? arc.Skip(1) : arc);
    }

    return Unrolled(points);
}

// Where an outline crosses the date line it goes on beyond 180 degrees; one that goes around a pole is closed along it.
(int X, int Y)[] Unrolled(List<(int X, int Y)> points)
{
    int turn = (int)Math.Round(360 / scale[0]);
    int shift = 0;
    var unrolled = new List<(int X, int Y)> { points[0] };
    for (int i = 1; i < points.Count; i++)
    {
        int step = points[i].X - points[i - 1].X;
        shift += step > turn / 2 ? -turn : step < -turn / 2 ? turn : 0;
        unrolled.Add((points[i].X + shift, points[i].Y));
    }

    if (shift != 0)
    {
        int pole = (int)Math.Round(((unrolled.Average(p => (double)p.Y) < 50_000 ? -90 : 90) - origin[1]) / scale[1]);
        unrolled.AddRange([(unrolled[^1].X, pole), (unrolled[0].X, pole), unrolled[0]]);
    }

    return [.. unrolled];
}

static int Zigzag(int value) => (value << 1) ^ (value >> 31);
