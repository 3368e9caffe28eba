using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>A way to tell which places of a picture speak for a class. A method overrides as much of this as makes it what it is.</summary>
public abstract class ExplanationMethod
{
    private protected ExplanationMethod(string name, string title) => (Name, Title) = (name, title);

    /// <summary>What it is called on the command line.</summary>
    public string Name { get; }

    /// <summary>What it is called in headings.</summary>
    public string Title { get; }

    /// <summary>Whether the map is made of a layer's output; else of the picture itself.</summary>
    public virtual bool LooksAtLayer => true;

    /// <summary>Whether channels are added up, so that their first principal component can take the sum's place.</summary>
    public virtual bool AddsChannels => false;

    /// <summary>Whether it needs the score's gradient at the layer.</summary>
    internal virtual bool UsesGradient => true;

    /// <summary>Whether it goes on to differentiate that gradient.</summary>
    internal virtual bool UsesSecondGradient => false;

    /// <summary>What is explained: logits [N,classes] → [N].</summary>
    internal virtual Tensor Score(Tensor logits, IReadOnlyList<ClassQuestion> questions) => ClassScore.Of(logits, questions);

    /// <summary>The coarse maps [N,h,w], of any sign.</summary>
    /// <param name="evidence">What there is to look at.</param>
    /// <param name="principal">Whether channels give way to their first principal component; only where <see cref="AddsChannels"/>.</param>
    internal abstract Tensor Map(Evidence evidence, bool principal);
}
