using Honnan.Learning.Models;
using Honnan.Learning.Weights;

namespace Honnan.Learning.Tests.Models;

/// <summary>EfficientNet-Lite0 as published, with the thousand classes that a run replaces.</summary>
internal static class ImageNetLite0
{
    /// <summary>In evaluation mode; caller disposes.</summary>
    public static Net Open(string path)
    {
        Learning.Runtime.TorchRuntime.Start(threads: 1); // the tests run beside each other
        using WeightsFile file = WeightsFile.Open(path);
        var classifier = file.Tensors
            .Select(t => (Name: EfficientNetLiteNames.ToTimm(t.Name, EfficientNetLiteNames.Lite0Repeats) ?? t.Name, Data: t))
            .Where(t => t.Name.StartsWith("classifier.", StringComparison.Ordinal))
            .ToDictionary(t => t.Name["classifier.".Length..], t => t.Data);
        Net net = NetCatalogue.Build("tf_efficientnet_lite0", inputs => new Head(inputs, [(int)classifier["bias"].Count]));
        NetWeights.LoadBody(net, file);
        foreach ((string name, var parameter) in net.Head.named_parameters())
        {
            TensorTransfer.Fill(parameter, classifier[name], path);
        }

        net.eval();
        return net;
    }
}
