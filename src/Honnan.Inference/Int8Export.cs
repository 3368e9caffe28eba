using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference.Files;
using Honnan.Inference.Quantizing;

namespace Honnan.Inference;

/// <summary>Makes an exported float32 model into one whose convolutions and linear layers, but for the head, compute in 8 bits.</summary>
public static class Int8Export
{
    private const int Calibrated = 96;
    private const int Compared = 200;

    /// <summary>The int8 model's file, and how near it is to the float32 one.</summary>
    /// <param name="model">The float32 model's file.</param>
    /// <param name="pictures">Pictures that the model has learned from; some hundreds, evenly taken, are enough.</param>
    /// <param name="bytes">Where they are.</param>
    /// <param name="progress">Called with a share and a text.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">A picture cannot be read, there are too few, or the model has no such layer.</exception>
    public static (byte[] Model, Int8Summary Summary) Quantize(
        byte[] model, IReadOnlyList<Sample> pictures, IPictureBytes bytes, Action<double, string>? progress, CancellationToken stop)
    {
        OnnxModelFile file = OnnxModelFile.Read("float32.onnx", model);
        Sample[] taken = [.. Evenly(pictures, Calibrated + Compared)];
        int third = Math.Min(Calibrated, (taken.Length + 2) / 3);
        Sample[] calibration = [.. taken.Where((_, i) => i * third / taken.Length != (i + 1) * third / taken.Length)];
        Sample[] comparison = [.. taken.Except(calibration)];
        return new Int8Quantizer(file).Quantize(Views(file.Document.Loading, calibration, bytes, stop), Views(file.Document.Loading, comparison, bytes, stop), progress, stop);
    }

    /// <summary>One view of each picture.</summary>
    private static List<ViewPixels> Views(LoadingOptions loading, Sample[] samples, IPictureBytes bytes, CancellationToken stop)
    {
        var views = new List<ViewPixels>();
        LoadingOptions one = loading.Panorama == PanoramaHandling.Windows ? loading with { Windows = 1 } : loading;
        foreach (PictureBatch batch in new BatchLoader(bytes, samples, one).Load(EvaluationPlan.Create(samples, one, batchSize: 1), stop))
        {
            using (batch)
            {
                views.Add(new ViewPixels(batch.Pixels[..(int)(3 * batch.Size.Area)], batch.Size));
            }
        }

        return views;
    }

    private static IEnumerable<Sample> Evenly(IReadOnlyList<Sample> pictures, int most) =>
        pictures.Count <= most ? pictures : Enumerable.Range(0, most).Select(i => pictures[(int)((long)i * pictures.Count / most)]);
}
