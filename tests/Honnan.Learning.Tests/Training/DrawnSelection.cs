using System.Globalization;
using System.Text;
using Honnan.Data;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Learning.Tests.Training;

/// <summary>
/// Small pictures of made-up streets, written as JPEG files and taken through import and curation: a country is known by
/// the colour of its ground, everything else is noise. Every fifth picture is a panorama.
/// </summary>
internal sealed class DrawnSelection : IDisposable
{
    private static readonly (string Code, byte Red, byte Green, byte Blue)[] Countries = [("HU", 190, 90, 60), ("JP", 80, 170, 90), ("ZA", 90, 90, 190)];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Draws, imports, and curates with the project's own defaults.</summary>
    /// <param name="perCountry">Pictures of each country.</param>
    /// <param name="height">Of the pictures, in pixels.</param>
    /// <param name="countries">1 to 3.</param>
    public DrawnSelection(int perCountry = 20, int height = 48, int countries = 3)
    {
        Directory.CreateDirectory(_folder.At("pictures/images"));
        var labels = new StringBuilder("file,country,latitude,longitude\n");
        foreach ((int c, (string code, byte red, byte green, byte blue)) in Countries[..countries].Index())
        {
            for (int i = 0; i < perCountry; i++)
            {
                string name = $"{code}-{i}.jpg";
                var size = new PictureSize(i % 5 == 4 ? 4 * height : (int)(height * PictureSize.WindowAspect), height);
                File.WriteAllBytes(_folder.At($"pictures/images/{name}"), PictureEncoder.Jpeg(Draw(size, red, green, blue, (c * 1000) + i)));
                labels.Append(CultureInfo.InvariantCulture, $"{name},{code},{(10 * c) + (0.5 * i)},{c + 20}\n");
            }
        }

        File.WriteAllText(_folder.At("pictures/labels.csv"), labels.ToString());
        string codes = string.Join(", ", Countries[..countries].Select(c => $"\"{c.Code}\""));
        File.WriteAllText(_folder.At("data.json"), $$"""
            { "sources": [ { "name": "drawn", "kind": "csv", "path": "pictures/labels.csv" } ], "vocabulary": { "countries": [{{codes}}] } }
            """);
        Importer.ImportAsync(DataFile.Read(_folder.At("data.json")), _folder.At("catalogue"), force: false, null, CancellationToken.None).GetAwaiter().GetResult();
        PictureCatalogue catalogue = PictureCatalogue.Open(_folder.At("catalogue"));
        var options = new CurationOptions();
        SelectionWriter.Write(catalogue, Curator.Curate(catalogue, options, 1, CancellationToken.None), options, 1, Path, force: false);
    }

    /// <summary>The selection's folder.</summary>
    public string Path => _folder.At("selection");

    /// <summary>A path beside the selection.</summary>
    public string At(string name) => _folder.At(name);

    public void Dispose() => _folder.Dispose();

    private static Picture Draw(PictureSize size, byte red, byte green, byte blue, int seed)
    {
        var random = new Random(seed);
        byte[] rgb = new byte[size.Area * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            bool ground = i / 3 / size.Width > size.Height / 2;
            int level = ground ? (i % 3) switch { 0 => red, 1 => green, _ => blue } : 128;
            rgb[i] = (byte)Math.Clamp(level + random.Next(-60, 60), 0, 255);
        }

        return new Picture(size, rgb);
    }
}
