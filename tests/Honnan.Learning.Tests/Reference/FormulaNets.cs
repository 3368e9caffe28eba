using Honnan.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Reference;

/// <summary>Nets whose every parameter and buffer is the reference folder's formula of its name.</summary>
public static class FormulaNets
{
    public static Net Build(string name, params int[] head)
    {
        Learning.Runtime.TorchRuntime.Start(threads: 1); // the tests run beside each other
        Net net = NetCatalogue.Build(name, inputs => new Head(inputs, head));
        Fill(net);
        return net;
    }

    public static void Fill(Net net)
    {
        using var _ = no_grad();
        foreach ((string key, Tensor tensor) in net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(net.named_buffers().Select(b => (b.name, b.buffer))))
        {
            using Tensor values = torch.tensor(ReferenceFormula.Parameter(key, tensor.shape), tensor.shape);
            tensor.copy_(values);
        }

        net.WeightsChanged();
    }

    public static Tensor Picture(string name, int[] shape) =>
        torch.tensor(ReferenceFormula.Picture(name, shape[0], shape[1], shape[2], shape[3]), Array.ConvertAll(shape, s => (long)s));
}
