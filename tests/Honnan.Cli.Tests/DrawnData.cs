using System.Globalization;
using System.Text;
using Honnan.Data;
using Honnan.Data.Imaging;

namespace Honnan.Cli.Tests;

/// <summary>A data file and small pictures of made-up streets: the ground's colour tells the country, all else is noise.</summary>
internal static class DrawnData
{
    private static readonly (string Code, byte[] Ground)[] Countries = [("HU", [190, 90, 60]), ("JP", [80, 170, 90]), ("ZA", [90, 90, 190])];

    /// <summary>Writes <c>data.json</c>, <c>pictures/labels.csv</c> and its pictures, one of them broken; gives the data file's path.</summary>
    public static string Write(TemporaryFolder folder, int perCountry)
    {
        var labels = new StringBuilder("file,country,latitude,longitude\nbroken.jpg,HU,1,1\n");
        folder.Write("pictures/images/broken.jpg", "no picture");
        foreach ((int c, (string code, byte[] ground)) in Countries.Index())
        {
            for (int i = 0; i < perCountry; i++)
            {
                string name = $"{code}-{i}.jpg";
                var size = i % 5 == 4 ? new PictureSize(200, 50) : new PictureSize(112, 48);
                File.WriteAllBytes(folder.At($"pictures/images/{name}"), PictureEncoder.Jpeg(Draw(size, ground, (c * 1000) + i)));
                labels.Append(CultureInfo.InvariantCulture, $"{name},{code},{(10 * c) + (0.5 * i)},{c + 20}\n");
            }
        }

        folder.Write("pictures/labels.csv", labels.ToString());
        return folder.Write("data.json", """
            { "sources": [ { "name": "drawn", "kind": "csv", "path": "pictures/labels.csv" } ], "vocabulary": { "countries": ["HU", "JP", "ZA"] } }
            """);
    }

    /// <summary>Writes an experiment that trains ResNet-18 on 32 × 74 pixels; gives its path.</summary>
    public static string WriteExperiment(TemporaryFolder folder, string name = "experiment.json") => folder.Write(name, """
        { "purpose": "A test.", "model": { "net": "resnet18" }, "loading": { "shortSide": 32, "windows": 2 },
          "training": { "epochs": 4, "batch": 8, "learningRate": { "from": 1e-3, "to": 1e-4 }, "precision": "float32", "validateEvery": 4, "checkpointEvery": 3 } }
        """);

    private static Picture Draw(PictureSize size, byte[] ground, int seed)
    {
        var random = new Random(seed);
        byte[] rgb = new byte[size.Area * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            int level = i / 3 / size.Width > size.Height / 2 ? ground[i % 3] : 128;
            rgb[i] = (byte)Math.Clamp(level + random.Next(-60, 60), 0, 255);
        }

        return new Picture(size, rgb);
    }
}
