using Honnan.Data;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// The first stages of another net, under the names that they have there; the mean over the area of the last one's output goes
/// to the head. What lies behind is neither trained, nor stored, nor exported.
/// </summary>
internal sealed class ShortenedNet : Net
{
    private readonly Net _whole;
    private readonly HashSet<string> _leftOut;

    private ShortenedNet(Net whole, IReadOnlyList<Stage> stages, Head head)
        : base(whole.GetName())
    {
        (_whole, Stages, Head) = (whole, stages, head);
        HashSet<nint> kept = [.. stages.SelectMany(s => s.Units).SelectMany(u => u.Parameters).Select(p => p.Handle)];
        var registered = new List<string>();
        foreach ((string name, nn.Module module) in whole.named_modules())
        {
            // A module that has parameters of its own comes with all that is in it.
            if (!registered.Exists(r => name.StartsWith(r + ".", StringComparison.Ordinal)) && module.parameters(recurse: false).Any(p => kept.Contains(p.Handle)))
            {
                Submodules.Register(this, name, module);
                registered.Add(name);
            }
        }

        kept.ExceptWith(parameters().Select(p => p.Handle));
        if (kept.Count > 0)
        {
            throw new InvalidOperationException($"{whole.GetName()} has parameters of its stages beside its modules: it cannot be shortened");
        }

        _leftOut = [.. NetWeights.Names(whole).Except(NetWeights.Names(this))];
        Submodules.Register(this, HeadName, Head);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Stage> Stages { get; }

    /// <inheritdoc/>
    public override Head Head { get; }

    /// <inheritdoc/>
    public override string HeadName => _whole.HeadName;

    /// <summary>Shortens a net.</summary>
    /// <param name="whole">With random weights; becomes the shortened one's own.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="lastStage">The name of the stage that is to be the last.</param>
    /// <param name="head">Makes the head from the number of features.</param>
    /// <exception cref="InputException">It has no such stage, or its stages give no maps.</exception>
    public static Net Of(Net whole, string name, string lastStage, Func<int, Head> head)
    {
        try
        {
            int last = whole.Stages.ToList().FindIndex(s => s.Name == lastStage);
            string[] names = [.. whole.Stages.Select(s => s.Name)];
            return whole.GivesTokens ? throw new InputException($"{name} cannot end with its stage '{lastStage}': its stages give no maps")
                : last < 0 ? throw new InputException($"{name} has no stage '{lastStage}'{Spelling.Hint(lastStage, names)} (it has: {string.Join(", ", names)})")
                : new ShortenedNet(whole, [.. whole.Stages.Take(last + 1)], head(whole.Stages[last].Channels));
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string StandardName(string name) => _whole.StandardName(name);

    /// <inheritdoc/>
    internal override bool LeavesOut(string name) => _leftOut.Contains(name);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _whole.Dispose();
        }
    }
}
