using Honnan.Learning.Models;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>A net whose last stage's output is the picture, behind it a linear head of given weights: all maps of it can be calculated by hand.</summary>
internal sealed class IdentityNet : Net
{
    /// <summary>In evaluation mode.</summary>
    /// <param name="weights">[classes][3].</param>
    public IdentityNet(params float[][] weights)
        : base(nameof(IdentityNet))
    {
        Learning.Runtime.TorchRuntime.Start(threads: 1); // the tests run beside each other
        Stages = [new Stage("same", 3, 1, [], x => x.alias())];
        Head = new Head(3, [weights.Length]);
        register_module(HeadName, Head);
        using var _ = no_grad();
        foreach ((string name, Tensor parameter) in Head.named_parameters())
        {
            using Tensor values = name == "weight" ? tensor([.. weights.SelectMany(w => w)], [weights.Length, 3]) : zeros_like(parameter);
            parameter.copy_(values);
        }

        eval();
    }

    public override IReadOnlyList<Stage> Stages { get; }

    public override Head Head { get; }

    public override string HeadName => "fc";
}
