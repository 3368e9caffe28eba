using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Evaluation;
using Honnan.Learning.Metrics;
using Honnan.Learning.Models;
using Honnan.Learning.Reporting;

namespace Honnan.Learning.Tests.Reporting;

/// <summary>Made-up judgements, for tests of reports.</summary>
internal static class Reports
{
    public static readonly CountryCode[] Study = [.. VocabularyPresets.Get(VocabularyPresets.Study56)];

    /// <summary>Predictions of the study's countries by chance, of one or two pictures a place.</summary>
    public static Prediction[] Predictions(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int truth = random.Next(Study.Length);
            double[] p = new double[Study.Length];
            for (int k = 0; k < p.Length; k++)
            {
                p[k] = Math.Pow(random.NextDouble(), 6) + (k == truth ? random.NextDouble() : 0);
            }

            double sum = p.Sum();
            _ = GeoPoint.TryFromDegrees(CountryCentres.Of(Study[truth]).Latitude + random.NextDouble(), CountryCentres.Of(Study[truth]).Longitude, out GeoPoint there);
            return new Prediction
            {
                Source = i % 3 == 0 ? "pano" : "single",
                File = $"{Study[truth]}/canvas_{i:0000000000}.jpg",
                Group = $"g{i / 3 * 2}",
                Country = Study[truth],
                Truth = truth,
                Probabilities = Array.ConvertAll(p, v => v / sum),
                Uncalibrated = Array.ConvertAll(p, v => v / sum),
                Strangeness = random.NextDouble(),
                Known = random.NextDouble() < 0.95,
                Point = i % 2 == 0 ? there : null,
                GuessedPoint = CountryCentres.Of(Study[random.Next(Study.Length)]),
            };
        })];
    }

    public static ReportInput Input(Prediction[] predictions, CancellationToken stop)
    {
        Figures figures = Figures.From(predictions, Study);
        return new ReportInput
        {
            Title = "drawn <test>",
            Name = "drawn",
            Model = new ModelDescription { Net = "resnet18", Head = [], Countries = [.. Study.Select(c => c.ToString())], Loading = new LoadingOptions() },
            Parameters = 11_000_000,
            Document = EvaluationDocument.From(figures, predictions, Study, new GroupBootstrap { Seed = 1 }, picturesPerSecond: 10, cancellation: stop),
            Confusion = figures.Confusion,
            Vocabulary = Study,
            Predictions = predictions,
            Machine = new Machine("a processor", 2, 8, "a system", ".NET"),
            Day = "2026-01-31",
        };
    }

    /// <summary>The same drawn picture whatever is asked for, but for names that hold "missing".</summary>
    internal sealed class OnePicture : IPictureBytes
    {
        private readonly byte[] _file = Draw();

        public byte[] Read(PictureAddress address) => address.File.Contains("missing", StringComparison.Ordinal) ? throw new InputException("missing") : _file;

        private static byte[] Draw()
        {
            var size = new PictureSize(1536, 662);
            byte[] rgb = new byte[size.Area * 3];
            var random = new Random(1);
            for (int i = 0; i < rgb.Length; i++)
            {
                rgb[i] = (byte)((i / 30 % 200) + random.Next(40));
            }

            return PictureEncoder.Jpeg(new Picture(size, rgb));
        }
    }
}
