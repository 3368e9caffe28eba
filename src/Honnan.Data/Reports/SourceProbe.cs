using System.Numerics;
using System.Runtime.InteropServices;

namespace Honnan.Data.Reports;

/// <summary>
/// Tells how well a linear classifier recognises the source of a picture: multinomial logistic regression with a penalty on
/// the squared weights, trained by gradient descent with momentum, judged on pictures that it was not trained on.
/// </summary>
internal static class SourceProbe
{
    private const int Folds = 5;
    private const int Steps = 120;
    private const float Rate = 2;
    private const float Momentum = 0.9f;
    private const float Penalty = 0.003f;

    /// <summary>The mean over the classes of the share that was recognised, over five folds; chance is one over the classes.</summary>
    /// <param name="pictures">Numbers of each picture, all of one length; changed: brought to mean 0 and one length in the mean.</param>
    /// <param name="classes">Each picture's class, from 0; at least two of them.</param>
    public static double BalancedAccuracy(IReadOnlyList<float[]> pictures, IReadOnlyList<int> classes)
    {
        Standardise(pictures);
        int count = classes.Max() + 1;
        int[] right = new int[count];
        int[] all = new int[count];
        int[] folds = FoldsWithin(classes, count);
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] train = [.. Enumerable.Range(0, pictures.Count).Where(i => folds[i] != fold)];
            (float[] Weights, float Constant)[] model = Train(pictures, classes, train, count);
            foreach (int i in Enumerable.Range(0, pictures.Count).Where(i => folds[i] == fold))
            {
                float[] scores = Scores(model, pictures[i]);
                all[classes[i]]++;
                right[classes[i]] += Array.IndexOf(scores, scores.Max()) == classes[i] ? 1 : 0;
            }
        }

        return right.Zip(all, (r, a) => a == 0 ? 0 : (double)r / a).Average();
    }

    // A class's pictures are dealt out in turns: whatever the order of the classes, every fold has its share of each.
    private static int[] FoldsWithin(IReadOnlyList<int> classes, int count)
    {
        int[] seen = new int[count];
        return [.. classes.Select(c => seen[c]++ % Folds)];
    }

    private static (float[] Weights, float Constant)[] Train(IReadOnlyList<float[]> pictures, IReadOnlyList<int> classes, int[] train, int count)
    {
        int length = pictures[0].Length;
        var model = new (float[] Weights, float Constant)[count];
        var speed = new (float[] Weights, float Constant)[count];
        var gradient = new (float[] Weights, float Constant)[count];
        for (int c = 0; c < count; c++)
        {
            (model[c].Weights, speed[c].Weights, gradient[c].Weights) = (new float[length], new float[length], new float[length]);
        }

        // Every class counts as much as every other.
        float[] share = [.. Enumerable.Range(0, count).Select(c => 1f / (count * Math.Max(1, train.Count(i => classes[i] == c))))];
        for (int step = 0; step < Steps; step++)
        {
            for (int c = 0; c < count; c++)
            {
                gradient[c].Constant = 0;
                model[c].Weights.CopyTo(gradient[c].Weights, 0);
                Scale(gradient[c].Weights, Penalty);
            }

            foreach (int i in train)
            {
                float[] scores = Scores(model, pictures[i]);
                float most = scores.Max();
                float sum = scores.Sum(s => MathF.Exp(s - most));
                for (int c = 0; c < count; c++)
                {
                    float error = ((MathF.Exp(scores[c] - most) / sum) - (classes[i] == c ? 1 : 0)) * share[classes[i]];
                    Add(gradient[c].Weights, pictures[i], error);
                    gradient[c].Constant += error;
                }
            }

            for (int c = 0; c < count; c++)
            {
                Scale(speed[c].Weights, Momentum);
                Add(speed[c].Weights, gradient[c].Weights, -Rate);
                Add(model[c].Weights, speed[c].Weights, 1);
                speed[c].Constant = (Momentum * speed[c].Constant) - (Rate * gradient[c].Constant);
                model[c].Constant += speed[c].Constant;
            }
        }

        return model;
    }

    private static float[] Scores((float[] Weights, float Constant)[] model, float[] picture) =>
        Array.ConvertAll(model, m => Dot(m.Weights, picture) + m.Constant);

    private static float Dot(float[] a, float[] b)
    {
        ReadOnlySpan<Vector<float>> left = MemoryMarshal.Cast<float, Vector<float>>(a);
        ReadOnlySpan<Vector<float>> right = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> sums = default;
        for (int i = 0; i < left.Length; i++)
        {
            sums += left[i] * right[i];
        }

        float sum = Vector.Sum(sums);
        for (int i = left.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Add(float[] to, float[] values, float by)
    {
        Span<Vector<float>> left = MemoryMarshal.Cast<float, Vector<float>>(to.AsSpan());
        ReadOnlySpan<Vector<float>> right = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (int i = 0; i < left.Length; i++)
        {
            left[i] += right[i] * by;
        }

        for (int i = left.Length * Vector<float>.Count; i < to.Length; i++)
        {
            to[i] += values[i] * by;
        }
    }

    private static void Scale(float[] values, float by)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= by;
        }
    }

    private static void Standardise(IReadOnlyList<float[]> pictures)
    {
        int length = pictures[0].Length;
        for (int j = 0; j < length; j++)
        {
            double mean = pictures.Average(p => (double)p[j]);
            double deviation = Math.Sqrt(pictures.Average(p => (p[j] - mean) * (p[j] - mean)) * length);
            foreach (float[] picture in pictures)
            {
                picture[j] = deviation < 1e-3 ? 0 : (float)((picture[j] - mean) / deviation);
            }
        }
    }
}
