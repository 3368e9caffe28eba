using Honnan.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>
/// Grad-CAM (Selvaraju et al., 2017) at the last stage's output, after addition and activation: each channel weighted by
/// the mean over the area of the logit's gradient.
/// </summary>
public static class GradCam
{
    /// <summary>Explains one class for each picture.</summary>
    /// <param name="net">In evaluation mode.</param>
    /// <param name="pictures">[N,3,H,W] in [-1,1]; stays the caller's.</param>
    /// <param name="classesOf">The class to explain of each picture, from all pictures' logits: [N][classes] → [N].</param>
    /// <returns>For each picture the coarse map, before ReLU and scaling, and its logits.</returns>
    public static IReadOnlyList<(HeatMap Coarse, float[] Logits)> Explain(Net net, Tensor pictures, Func<float[][], int[]> classesOf)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor map;
        Tensor? earlier;
        using (no_grad())
        {
            // Everything before the last stage's output is the same for all classes and needs no gradient.
            (Tensor last, earlier) = net.Pooling.Observe(pictures);
            map = last.to_type(ScalarType.Float32).contiguous();
        }

        map.requires_grad = true;
        Tensor logits = net.Head.forward(net.Pooling.Join(map, earlier)); // [N,C,h,w] -> [N,classes]
        float[][] rows = Rows(logits.detach(), (int)logits.shape[0]);
        int[] classes = classesOf(rows);

        // The pictures of a batch do not see each other, so one pass back from the sum gives every picture's gradient.
        Tensor chosen = logits.gather(1, tensor(Array.ConvertAll(classes, c => (long)c), device: logits.device).unsqueeze(1)).sum();
        chosen.backward();
        (long pictureHeight, long pictureWidth) = (pictures.shape[2], pictures.shape[3]);
        Tensor activation = net.Spatial(map.detach(), pictureHeight, pictureWidth); // [N,C,h,w]
        Tensor gradient = net.Spatial(map.grad!, pictureHeight, pictureWidth);
        (int channels, int height, int width) = ((int)activation.shape[1], (int)activation.shape[2], (int)activation.shape[3]);
        float[][] activations = Rows(activation, rows.Length);
        float[][] gradients = Rows(gradient, rows.Length);
        return [.. rows.Select((row, i) => (GradCamMap.From(activations[i], gradients[i], channels, width, height), row))];
    }

    private static float[][] Rows(Tensor tensor, int count)
    {
        float[] all = tensor.cpu().contiguous().data<float>().ToArray();
        return [.. all.Chunk(all.Length / count)];
    }
}
