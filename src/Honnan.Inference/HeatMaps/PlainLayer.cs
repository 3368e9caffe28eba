using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Inference.Files;

namespace Honnan.Inference.HeatMaps;

/// <summary>A layer on vectors that knows its slope.</summary>
internal abstract class PlainLayer
{
    /// <summary>Numbers that go in; null for any.</summary>
    public virtual int? Inputs => null;

    /// <summary>Numbers that come out; null for as many as go in.</summary>
    public virtual int? Outputs => null;

    /// <summary>The layer of a step.</summary>
    /// <exception cref="InputException">Its constants are not there, or do not fit each other.</exception>
    public static PlainLayer From(OnnxModelFile file, CamStep step)
    {
        if (step.Kind is not (CamStepKind.Linear or CamStepKind.LayerNorm))
        {
            return new Slope(step.Kind);
        }

        (long[] shape, float[] weight) = file.Constant(step.Weight ?? "");
        (long[] width, float[] bias) = file.Constant(step.Bias ?? "");
        bool linear = step.Kind == CamStepKind.Linear;
        return shape.Length == (linear ? 2 : 1) && width.Length == 1 && width[0] == shape[0] && weight.Length > 0
            ? linear ? new Linear(weight, bias, (int)shape[1]) : new LayerNorm(weight, bias, step.Epsilon)
            : throw new InputException($"model '{file.Path}' is refused: its constants '{step.Weight}' and '{step.Bias}' do not fit each other");
    }

    /// <summary>The layer's outputs.</summary>
    public abstract double[] Forward(double[] inputs);

    /// <summary>The gradient at the outputs → that at the inputs.</summary>
    public abstract double[] Backward(double[] inputs, double[] gradient);

    /// <summary>y = W x + b; its slope is W.</summary>
    private sealed class Linear(float[] weight, float[] bias, int inputs) : PlainLayer
    {
        public override int? Inputs => inputs;

        public override int? Outputs => bias.Length;

        public override double[] Forward(double[] x)
        {
            double[] y = new double[bias.Length];
            for (int o = 0; o < y.Length; o++)
            {
                ReadOnlySpan<float> row = weight.AsSpan(o * inputs, inputs);
                double sum = bias[o];
                for (int i = 0; i < row.Length; i++)
                {
                    sum += row[i] * x[i];
                }

                y[o] = sum;
            }

            return y;
        }

        public override double[] Backward(double[] x, double[] gradient)
        {
            double[] back = new double[inputs];
            for (int o = 0; o < gradient.Length; o++)
            {
                double g = gradient[o];
                if (g == 0)
                {
                    continue;
                }

                ReadOnlySpan<float> row = weight.AsSpan(o * inputs, inputs);
                for (int i = 0; i < row.Length; i++)
                {
                    back[i] += g * row[i];
                }
            }

            return back;
        }
    }

    /// <summary>With x̂ = (x − μ) / σ: back = (g − mean(g) − x̂ · mean(g · x̂)) / σ, where g is the gradient times the weight.</summary>
    private sealed class LayerNorm(float[] weight, float[] bias, double epsilon) : PlainLayer
    {
        public override int? Inputs => weight.Length;

        public override int? Outputs => weight.Length;

        public override double[] Forward(double[] x)
        {
            double[] normal = Normal(x, out _);
            return [.. normal.Select((n, i) => (n * weight[i]) + bias[i])];
        }

        public override double[] Backward(double[] x, double[] gradient)
        {
            double[] normal = Normal(x, out double deviation);
            double[] g = [.. gradient.Select((v, i) => v * weight[i])];
            double mean = g.Average();
            double along = g.Select((v, i) => v * normal[i]).Average();
            return [.. g.Select((v, i) => (v - mean - (normal[i] * along)) / deviation)];
        }

        private double[] Normal(double[] x, out double deviation)
        {
            double mean = x.Average();
            double root = deviation = Math.Sqrt(x.Select(v => (v - mean) * (v - mean)).Average() + epsilon);
            return [.. x.Select(v => (v - mean) / root)];
        }
    }

    /// <summary>An activation, number by number.</summary>
    private sealed class Slope(CamStepKind kind) : PlainLayer
    {
        public override double[] Forward(double[] x) => Array.ConvertAll(x, v => kind switch
        {
            CamStepKind.Relu => Math.Max(v, 0),
            CamStepKind.Relu6 => Math.Clamp(v, 0, 6),
            _ => v * Math.Clamp(v + 3, 0, 6) / 6,
        });

        public override double[] Backward(double[] x, double[] gradient) => [.. gradient.Select((g, i) => g * kind switch
        {
            CamStepKind.Relu => x[i] > 0 ? 1 : 0,
            CamStepKind.Relu6 => x[i] is > 0 and < 6 ? 1 : 0,
            _ => x[i] <= -3 ? 0 : x[i] >= 3 ? 1 : ((2 * x[i]) + 3) / 6,
        })];
    }
}
