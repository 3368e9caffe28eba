using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Looks in every place of every picture for given directions of the last stage's features, as seen from their common mean.</summary>
internal static class FeatureSearch
{
    /// <summary>[pictures][directions]: the largest cosine in any place of any view; null where a picture cannot be read.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="bytes">Where the pictures are.</param>
    /// <param name="pictures">Where to look.</param>
    /// <param name="common">[C]: the mean of features of length 1.</param>
    /// <param name="directions">Each [C], of length 1.</param>
    /// <param name="progress">Called with a share between 0 and 1.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    public static float[]?[] Nearest(
        TrainedModel model, IPictureBytes bytes, IReadOnlyList<PictureAddress> pictures, float[] common, float[][] directions, Action<double> progress, CancellationToken stop)
    {
        float[]?[] nearest = new float[pictures.Count][];
        if (directions.Length == 0)
        {
            return nearest;
        }

        using var gradients = no_grad();
        using Tensor wanted = tensor([.. directions.SelectMany(d => d)], [directions.Length, directions[0].Length], device: model.Net.Device);
        using Tensor middle = tensor(common, [1, common.Length, 1], device: model.Net.Device);
        PictureHeaders headers = PictureHeaders.Read(bytes, [.. pictures]);
        var loader = new BatchLoader(bytes, headers.Samples, model.Loading, tolerant: true);
        int all = headers.Samples.Sum(s => s.Size.IsPanorama ? model.Loading.Windows : 1);
        int views = 0;
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(headers.Samples, model.Loading, ViewOutputs.BatchSize), stop))
        {
            using (batch)
            {
                float[][] rows = Of(model.Net, batch, wanted, middle);
                for (int row = 0; row < batch.Count; row++)
                {
                    int place = headers.Places[batch.Views[row].Sample];
                    if (batch.Unreadable[row] is null)
                    {
                        nearest[place] = nearest[place] is { } former ? [.. former.Zip(rows[row], Math.Max)] : rows[row];
                    }
                }

                views += batch.Count;
                progress(Math.Min(1, (double)views / all));
            }
        }

        return nearest;
    }

    private static float[][] Of(Net net, PictureBatch batch, Tensor wanted, Tensor middle)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = PictureTensor.From(batch);
        Tensor map = net.Spatial(net.FeatureMap(pictures).to_type(ScalarType.Float32), pictures.shape[2], pictures.shape[3]);
        Tensor unit = nn.functional.normalize(map.flatten(2), dim: 1); // [N,C,hw], each place of length 1
        Tensor places = nn.functional.normalize(unit - middle, dim: 1);
        Tensor best = wanted.matmul(places).amax([2]).cpu().contiguous(); // [N,directions]
        return [.. best.data<float>().ToArray().Chunk((int)wanted.shape[0])];
    }
}
