using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Looks for given directions of the last stage's features in every place of every picture.</summary>
internal static class FeatureSearch
{
    /// <summary>[pictures][directions]: the largest cosine in any place of any view; null where a picture cannot be read.</summary>
    public static double[]?[] Nearest(
        TrainedModel model, IPictureBytes bytes, IReadOnlyList<PictureAddress> pictures, float[][] directions, CancellationToken stop)
    {
        double[]?[] nearest = new double[pictures.Count][];
        if (directions.Length == 0)
        {
            return nearest;
        }

        using var gradients = no_grad();
        using Tensor wanted = tensor([.. directions.SelectMany(d => d)], [directions.Length, directions[0].Length], device: model.Net.Device);
        PictureHeaders headers = PictureHeaders.Read(bytes, [.. pictures]);
        var loader = new BatchLoader(bytes, headers.Samples, model.Loading, tolerant: true);
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(headers.Samples, model.Loading, ViewProbabilities.BatchSize), stop))
        {
            using (batch)
            {
                double[][] rows = Of(model.Net, batch, wanted);
                for (int row = 0; row < batch.Count; row++)
                {
                    int place = headers.Places[batch.Views[row].Sample];
                    if (batch.Unreadable[row] is null)
                    {
                        nearest[place] = nearest[place] is { } former ? [.. former.Zip(rows[row], Math.Max)] : rows[row];
                    }
                }
            }
        }

        return nearest;
    }

    private static double[][] Of(Net net, PictureBatch batch, Tensor wanted)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = PictureTensor.From(batch);
        Tensor map = net.Spatial(net.FeatureMap(pictures).to_type(ScalarType.Float32), pictures.shape[2], pictures.shape[3]);
        Tensor places = nn.functional.normalize(map.flatten(2), dim: 1); // [N,C,hw], each place of length 1
        Tensor best = wanted.matmul(places).amax([2]).cpu().contiguous(); // [N,directions]
        return [.. best.data<float>().ToArray().Select(v => (double)v).Chunk((int)wanted.shape[0])];
    }
}
