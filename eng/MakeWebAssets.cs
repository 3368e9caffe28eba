// Makes what the web page draws with: the countries' outlines, simplified, and their flags.
//   dotnet run eng/MakeWebAssets.cs -- src/Honnan.Data/Geography circle-flags/flags src/Honnan.Web/wwwroot
// The outlines are those of borders.bin. Borders that two countries share are simplified once, so that no gap opens between
// them. The flags are circle-flags 2.8.3's (npm, MIT), those of the countries in countries.tsv alone.
//
// world.json: for each country a list of rings, each "x, y of the first point, then steps", in hundredths of a degree, to be
// filled by the even-odd rule. flags.json: for each country its flag as SVG.
#:property PublishAot=false
#:property NoWarn=MA0048;CA1050
#:property JsonSerializerIsReflectionEnabledByDefault=true
using System.IO.Compression;
using System.Text.Json;

const double Tolerance = 0.07; // degrees
const double LeastRing = 0.35; // degrees; smaller islands are left out, except a country's largest
const double Grid = 100; // units a degree

string[] codes = [.. File.ReadLines(Path.Combine(args[0], "countries.tsv")).Skip(1).Select(line => line.Split('\t')[0])];
List<(string Code, (int X, int Y)[] Points)> rings = Read(Path.Combine(args[0], "borders.bin"), out double[] grid);
int turn = (int)Math.Round(360 / grid[0]);

// A point where borders part has other neighbours than two.
var neighbours = new Dictionary<(int, int), HashSet<(int, int)>>();
foreach ((_, (int X, int Y)[] points) in rings)
{
    for (int i = 0; i + 1 < points.Length; i++)
    {
        Of(Key(points[i])).Add(Key(points[i + 1]));
        Of(Key(points[i + 1])).Add(Key(points[i]));
    }
}

var world = new SortedDictionary<string, List<int[]>>(StringComparer.Ordinal);
foreach (IGrouping<string, (string Code, (int X, int Y)[] Points)> country in rings.GroupBy(ring => ring.Code).Where(c => c.Key != "AQ"))
{
    (int X, int Y)[][] outlines = [.. country.Select(ring => ring.Points).OrderByDescending(Extent)];
    world[country.Key] = [.. outlines.Where((points, i) => i == 0 || Extent(points) >= LeastRing).Select(Simplified).Where((ring, i) => i == 0 || ring.Length >= 8)];
}

File.WriteAllText(Path.Combine(args[2], "world.json"), JsonSerializer.Serialize(world));
var flags = codes.Where(code => File.Exists(Flag(code))).ToDictionary(code => code, code => File.ReadAllText(Flag(code)).Trim());
File.WriteAllText(Path.Combine(args[2], "flags.json"), JsonSerializer.Serialize(flags, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
Console.WriteLine($"{world.Count} countries, {world.Values.Sum(list => list.Sum(ring => ring.Length / 2))} points; {flags.Count} flags; none for {string.Join(' ', codes.Except(flags.Keys))}; no outline: {string.Join(' ', codes.Except(world.Keys))}");

string Flag(string code) => Path.Combine(args[1], $"{code.ToLowerInvariant()}.svg");

HashSet<(int, int)> Of((int, int) key) => neighbours.TryGetValue(key, out HashSet<(int, int)>? set) ? set : neighbours[key] = [];

// Outlines over the date line go on beyond 180 degrees: the same point may have two longitudes.
(int X, int Y) Key((int X, int Y) point) => (((point.X % turn) + turn) % turn, point.Y);

double Extent((int X, int Y)[] points) => Math.Max(
    (points.Max(p => p.X) - points.Min(p => p.X)) * grid[0], (points.Max(p => p.Y) - points.Min(p => p.Y)) * grid[1]);

int[] Simplified((int X, int Y)[] ring)
{
    (int X, int Y)[] open = ring[..^1];
    int start = Array.FindIndex(open, p => Of(Key(p)).Count != 2);
    if (start < 0)
    {
        start = Array.IndexOf(open, open.MinBy(p => (Key(p).X, p.Y))); // the same one from whichever side
    }

    (int X, int Y)[] turned = [.. open[start..], .. open[..start], open[start]];
    var kept = new List<(int X, int Y)> { turned[0] };
    int from = 0;
    for (int i = 1; i < turned.Length; i++)
    {
        if (i == turned.Length - 1 || Of(Key(turned[i])).Count != 2)
        {
            kept.AddRange(Arc(turned[from..(i + 1)]).Skip(1));
            from = i;
        }
    }

    // Outlines over the date line may lie a whole turn away.
    int shift = (int)Math.Floor((grid[2] + (grid[0] * open.Average(p => (double)p.X)) + 180) / 360) * -360;
    var steps = new List<int>();
    (int lastX, int lastY) = (0, 0);
    foreach ((int x, int y) in kept.Select(p => ((int)Math.Round((grid[2] + (grid[0] * p.X) + shift) * Grid), (int)Math.Round((grid[3] + (grid[1] * p.Y)) * Grid))))
    {
        if (steps.Count > 0 && x == lastX && y == lastY)
        {
            continue;
        }

        steps.AddRange([x - lastX, y - lastY]);
        (lastX, lastY) = (x, y);
    }

    return [.. steps];
}

IEnumerable<(int X, int Y)> Arc((int X, int Y)[] arc)
{
    bool backwards = Key(arc[0]).CompareTo(Key(arc[^1])) is var order && (order > 0 || (order == 0 && Key(arc[1]).CompareTo(Key(arc[^2])) > 0));
    (int X, int Y)[] way = backwards ? [.. arc.Reverse()] : arc;
    double tolerance = Math.Min(Tolerance, Extent(way) / 14);
    bool[] keep = new bool[way.Length];
    keep[0] = keep[^1] = true;
    if (way[0] == way[^1])
    {
        int far = Enumerable.Range(0, way.Length).MaxBy(i => Math.Abs(way[i].X - way[0].X) + Math.Abs(way[i].Y - way[0].Y));
        keep[far] = true;
        Thin(way, keep, 0, far, tolerance);
        Thin(way, keep, far, way.Length - 1, tolerance);
    }
    else
    {
        Thin(way, keep, 0, way.Length - 1, tolerance);
    }

    IEnumerable<(int X, int Y)> kept = way.Where((_, i) => keep[i]);
    return backwards ? kept.Reverse() : kept;
}

void Thin((int X, int Y)[] way, bool[] keep, int from, int to, double tolerance)
{
    (double worst, int at) = (tolerance, -1);
    double narrow = Math.Cos((grid[3] + (grid[1] * way[from].Y)) * Math.PI / 180);
    for (int i = from + 1; i < to; i++)
    {
        double far = Distance(way[i], way[from], way[to], narrow);
        (worst, at) = far > worst ? (far, i) : (worst, at);
    }

    if (at >= 0)
    {
        keep[at] = true;
        Thin(way, keep, from, at, tolerance);
        Thin(way, keep, at, to, tolerance);
    }
}

double Distance((int X, int Y) p, (int X, int Y) a, (int X, int Y) b, double narrow)
{
    (double dx, double dy) = ((b.X - a.X) * grid[0] * narrow, (b.Y - a.Y) * grid[1]);
    (double x, double y) = ((p.X - a.X) * grid[0] * narrow, (p.Y - a.Y) * grid[1]);
    double length = (dx * dx) + (dy * dy);
    double along = length == 0 ? 0 : Math.Clamp(((x * dx) + (y * dy)) / length, 0, 1);
    return Math.Sqrt(Math.Pow(x - (along * dx), 2) + Math.Pow(y - (along * dy), 2));
}

List<(string, (int X, int Y)[])> Read(string path, out double[] grid)
{
    using var unpacked = new BrotliStream(File.OpenRead(path), CompressionMode.Decompress);
    using var reader = new BinaryReader(unpacked);
    grid = [reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()];
    var all = new List<(string, (int X, int Y)[])>();
    for (int countries = reader.Read7BitEncodedInt(); countries > 0; countries--)
    {
        string code = $"{(char)reader.ReadByte()}{(char)reader.ReadByte()}";
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var points = new (int X, int Y)[reader.Read7BitEncodedInt()];
            (int x, int y) = (0, 0);
            for (int i = 0; i < points.Length; i++)
            {
                x += Step(reader);
                y += Step(reader);
                points[i] = (x, y);
            }

            all.Add((code, points));
        }
    }

    return all;
}

static int Step(BinaryReader reader)
{
    int zigzag = reader.Read7BitEncodedInt();
    return (int)((uint)zigzag >> 1) ^ -(zigzag & 1);
}
