using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>A ResNet of one block a stage, five classes, every parameter the reference folder's formula of its name.</summary>
internal static class SmallResNet
{
    /// <summary>In evaluation mode; caller disposes.</summary>
    public static Net Build()
    {
        Learning.Runtime.TorchRuntime.Start(threads: 1); // the tests run beside each other
        var net = new ResNet([1, 1, 1, 1], bottleneck: false, inputs => new Head(inputs, [5]));
        FormulaNets.Fill(net);
        net.eval();
        return net;
    }
}
