using Honnan.Data.Imaging;
using Honnan.World.Optics;
using Honnan.World.Recipes;
using Xunit;

namespace Honnan.World.Tests;

public sealed class MeanColourTests
{
    private const int PerCountry = 40;
    private const int Folds = 4;

    [Theory]
    [Trait("Category", "slow")]
    [InlineData(WorldFormat.Panorama)]
    [InlineData(WorldFormat.Window)]
    [InlineData(WorldFormat.View)]
    public void MeanColour_LinearProbe_TellsFewCountries(WorldFormat format)
    {
        var world = new DrawnWorld(new WorldOptions { ShortSide = 80 });
        var features = new List<double[]>();
        var countries = new List<int>();
        for (int country = 0; country < CountryRecipes.All.Count; country++)
        {
            for (int i = 0; i < PerCountry; i++)
            {
                features.Add(MeanColour(world.Render(CountryRecipes.All[country].Country, format, i).Pixels));
                countries.Add(country);
            }
        }

        double accuracy = Probe(features, countries);
        TestContext.Current.SendDiagnosticMessage($"{format}: mean colour tells {accuracy:P1}, chance is {1.0 / CountryRecipes.All.Count:P1}");
        Assert.InRange(accuracy, 0, 0.40);

        // The probe finds what a mean colour gives away: with a slight tint for each country it is right far more often.
        List<double[]> tinted = [.. features.Select((f, i) => new[] { f[0] + (25 * Math.Sin(countries[i] * Math.Tau / 12)), f[1], f[2] + (25 * Math.Cos(countries[i] * Math.Tau / 12)) })];
        Assert.InRange(Probe(tinted, countries), accuracy + 0.2, 1);
    }

    private static double[] MeanColour(Picture picture)
    {
        var sums = new double[3];
        for (int i = 0; i < picture.Rgb.Length; i++)
        {
            sums[i % 3] += picture.Rgb[i];
        }

        return [.. sums.Select(sum => sum / picture.Size.Area)];
    }

    /// <summary>
    /// The accuracy of one linear score a country (regression on ±1 with a small ridge, on the colour, its squares and products, so that also
    /// a colour in the middle can be told), each picture judged by a probe that has not seen its fold.
    /// </summary>
    private static double Probe(List<double[]> colours, List<int> countries)
    {
        double[][] x = [.. Standardised([.. colours.Select(c => new[] { c[0], c[1], c[2], c[0] * c[0], c[1] * c[1], c[2] * c[2], c[0] * c[1], c[0] * c[2], c[1] * c[2] })]).Select(row => row.Append(1.0).ToArray())];
        int right = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] train = [.. Enumerable.Range(0, x.Length).Where(i => i % Folds != fold)];
            double[][] weights = [.. Enumerable.Range(0, CountryRecipes.All.Count).Select(country =>
                Ridge([.. train.Select(i => x[i])], [.. train.Select(i => countries[i] == country ? 1.0 : -1.0)]))];
            for (int i = fold; i < x.Length; i += Folds)
            {
                double[] scores = [.. weights.Select(w => w.Zip(x[i], (a, b) => a * b).Sum())];
                right += Array.IndexOf(scores, scores.Max()) == countries[i] ? 1 : 0;
            }
        }

        return (double)right / x.Length;
    }

    private static double[][] Standardised(double[][] x)
    {
        int n = x[0].Length;
        double[] mean = [.. Enumerable.Range(0, n).Select(j => x.Average(row => row[j]))];
        double[] deviation = [.. Enumerable.Range(0, n).Select(j => Math.Sqrt(x.Average(row => (row[j] - mean[j]) * (row[j] - mean[j]))) + 1e-9)];
        return [.. x.Select(row => row.Select((v, j) => (v - mean[j]) / deviation[j]).ToArray())];
    }

    /// <summary>Solves (XᵀX + λI) w = Xᵀy by elimination.</summary>
    private static double[] Ridge(double[][] x, double[] y)
    {
        int n = x[0].Length;
        var a = new double[n, n + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = x.Sum(row => row[i] * row[j]) + (i == j ? 1e-3 * x.Length : 0);
            }

            a[i, n] = x.Select((row, k) => row[i] * y[k]).Sum();
        }

        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                if (k != i)
                {
                    double factor = a[k, i] / a[i, i];
                    for (int j = i; j <= n; j++)
                    {
                        a[k, j] -= factor * a[i, j];
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => a[i, n] / a[i, i])];
    }
}
