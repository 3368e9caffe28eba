using Honnan.Data.Answers;
using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A net: stages, what makes one vector of the last one's output (average pooling and, in some, a layer more), a head.
/// Stages and embedding are the body, which weight files fill; the head is the experiment's. Modules carry the names of
/// the reference programs' weight files. Not safe for use by several threads at once.
/// </summary>
public abstract class Net : nn.Module<Tensor, Tensor>
{
    private int _frozenStages;
    private FeaturePooling? _pooling;

    /// <summary>Names the net for its messages; a derived net registers its modules.</summary>
    protected Net(string name)
        : base(Libtorch.Required(name)) // before TorchSharp is touched
    {
    }

    /// <summary>The stages in order; the last one's output is what Grad-CAM looks at.</summary>
    public abstract IReadOnlyList<Stage> Stages { get; }

    /// <summary>The layers behind the embedding.</summary>
    public abstract Head Head { get; }

    /// <summary>The name below which weight files keep the head, such as fc or classifier.3.</summary>
    public abstract string HeadName { get; }

    /// <summary>This net's name for a tensor that a weight file calls <paramref name="name"/>: files of other origin spell some differently.</summary>
    public virtual string StandardName(string name) => name;

    /// <summary>Whether a tensor, by this net's name for it, is of a part that was left out: weight files may hold it.</summary>
    internal virtual bool LeavesOut(string name) => false;

    /// <summary>Stages before the last resolution: those that the study's <c>front</c> freezes.</summary>
    public virtual int FrontStages => Stages.TakeWhile(s => s.Reduction < Stages[^1].Reduction).Count();

    /// <summary>Length of the vector that <see cref="Embed"/> makes of a picture: the head's inputs.</summary>
    public virtual int EmbeddingChannels => Stages[^1].Channels;

    /// <summary>Whether the stages give tokens [N,T,C] in place of maps [N,C,h,w].</summary>
    public virtual bool GivesTokens => false;

    /// <summary>What <see cref="Embed"/> learns; it is frozen with the last stage.</summary>
    protected virtual IReadOnlyList<IUnit> Neck => [];

    /// <summary>
    /// The type of the arithmetic in the stages: float32, or bfloat16 with float32 weights and statistics; float64 for a
    /// net whose parameters are float64.
    /// </summary>
    public ScalarType ComputeType { get; set; } = ScalarType.Float32;

    /// <summary>How pictures, maps and folded weights lie in memory.</summary>
    public MemoryLayout Layout
    {
        get;
        set
        {
            field = value;
            AllUnits.OfType<ConvNorm>().ToList().ForEach(unit => unit.Layout = value);
        }
    } = MemoryLayout.ChannelsLast;

    /// <summary>Where it computes: where it was made. Pictures may come from anywhere; what comes out lies there.</summary>
    public Device Device => Head.Device;

    /// <summary>Stages that do not learn.</summary>
    public int FrozenStages => _frozenStages;

    /// <summary>How the head's inputs are made of the stages' outputs; at first, the embedding alone.</summary>
    public FeaturePooling Pooling => _pooling ??= new FeaturePooling(PooledFeatures.Last, this);

    /// <summary>Chooses what the head sees, and makes its first layer anew for that many inputs. To be called before any training.</summary>
    public void UseFeatures(PooledFeatures features)
    {
        _pooling = new FeaturePooling(features, this);
        Head.Resize(Pooling.Channels);
    }

    /// <summary>
    /// Freezes the first stages and thaws the other ones: frozen ones get no gradients, and their normalisations keep
    /// their statistics whatever mode the net is in.
    /// </summary>
    public void Freeze(int stages)
    {
        _frozenStages = stages;
        for (int i = 0; i < Stages.Count; i++)
        {
            foreach (var parameter in ParametersOf(i))
            {
                parameter.requires_grad = i >= stages;
            }
        }

        this.train(training);
    }

    /// <summary>
    /// Freezes the parameters whose names are chosen and thaws all others, the head's too. A normalisation both of whose
    /// parameters are frozen keeps its statistics; stages from the first on of which nothing learns run without gradients.
    /// </summary>
    public void Freeze(Func<string, bool> frozen)
    {
        foreach ((string name, var parameter) in named_parameters())
        {
            parameter.requires_grad = !frozen(name);
        }

        _frozenStages = Enumerable.Range(0, Stages.Count).TakeWhile(i => !ParametersOf(i).Any(p => p.requires_grad)).Count();
        this.train(training);
    }

    /// <summary>The names of a stage's parameters, by its place; of the last one, also those of the embedding.</summary>
    public IReadOnlyList<string> NamesOf(int stage)
    {
        var own = ParametersOf(stage).Select(p => p.Handle).ToHashSet();
        return [.. named_parameters().Where(p => own.Contains(p.parameter.Handle)).Select(p => p.name)];
    }

    /// <summary>Sets training or evaluation mode; frozen stages stay in evaluation mode, the others forget their folded weights.</summary>
    public override void train(bool train = true)
    {
        base.train(train);
        for (int i = 0; i < Stages.Count; i++)
        {
            foreach (IUnit unit in UnitsOf(i))
            {
                unit.Train(train && i >= _frozenStages);
                if (i >= _frozenStages)
                {
                    unit.Unfold();
                }
            }
        }
    }

    /// <summary>Pictures [N,3,H,W] in [-1,1] → logits [N,classes] float32; caller disposes.</summary>
    public override Tensor forward(Tensor pictures)
    {
        using Tensor features = Features(pictures);
        return Head.forward(features);
    }

    /// <summary>As <see cref="forward"/>, for a way back; caller disposes.</summary>
    /// <param name="pictures">[N,3,H,W] in [-1,1].</param>
    /// <param name="kind">How; in segments, which are the stages' steps behind the frozen stages, the head sees the embedding alone.</param>
    internal ForwardPass Pass(Tensor pictures, PassKind kind)
    {
        if (kind == PassKind.Plain)
        {
            return new ForwardPass(forward(pictures));
        }

        Segment[] segments =
        [
            .. Stages.Skip(_frozenStages).SelectMany(s => s.Steps)
                .Select(s => new Segment(s.Forward, s.Units.Any(u => u.Parameters.Any(p => p.requires_grad)))),
        ];
        return SegmentedPass.Run(segments, Run(pictures, 0, _frozenStages, null), map =>
        {
            using Tensor features = Embed(map);
            return Head.forward(features);
        }, Stages.Take(_frozenStages).Sum(s => s.Steps.Count), kind == PassKind.Recomputed ? Repeat : null);
    }

    /// <summary>
    /// How many of the net's steps are still to come, at most, when a pass in segments has the gradient of a parameter, by its
    /// name: 0 for the first step's, the number of steps for the head's. Names that are missing have theirs at the end.
    /// </summary>
    internal IReadOnlyDictionary<string, int> SegmentsOfParameters()
    {
        IUnit[][] steps = [.. Stages.SelectMany(s => s.Steps).Select(s => s.Units.ToArray())];
        var places = new Dictionary<nint, int>();
        foreach ((int index, IUnit[] units) in steps.Index())
        {
            foreach (var parameter in units.SelectMany(u => u.Parameters))
            {
                places[parameter.Handle] = index;
            }
        }

        foreach (var parameter in Neck.SelectMany(u => u.Parameters).Concat(Head.parameters()))
        {
            places[parameter.Handle] = steps.Length;
        }

        return named_parameters().Where(p => places.ContainsKey(p.parameter.Handle))
            .ToDictionary(p => p.name, p => places[p.parameter.Handle], StringComparer.Ordinal);
    }

    /// <summary>Pictures [N,3,H,W] in [-1,1] → the head's inputs [N, <see cref="FeaturePooling.Channels"/>] float32; caller disposes.</summary>
    public Tensor Features(Tensor pictures)
    {
        (Tensor map, Tensor? earlier) = Pooling.Observe(pictures);
        using (map)
        using (earlier)
        {
            return Pooling.Join(map, earlier);
        }
    }

    /// <summary>
    /// Pictures [N,3,H,W] in [-1,1] → the last stage's output in <see cref="ComputeType"/>: [N,C,h,w], of a transformer tokens
    /// [N,T,C]; caller disposes.
    /// </summary>
    public Tensor FeatureMap(Tensor pictures) => Run(pictures, 0, Stages.Count, null);

    /// <summary>As <see cref="FeatureMap(Tensor)"/>, calling <paramref name="seen"/> with every stage's output, which the net disposes.</summary>
    public Tensor FeatureMap(Tensor pictures, Action<Stage, Tensor> seen) => Run(pictures, 0, Stages.Count, seen);

    /// <summary>The last stage's output → [N, <see cref="EmbeddingChannels"/>], in float32 where it is no finer; caller disposes both.</summary>
    public virtual Tensor Embed(Tensor map) => Mean(map);

    /// <summary>
    /// The last stage's output (or its gradient) for pictures of a height and width → the same as a picture [N,C,h,w]; caller
    /// disposes both.
    /// </summary>
    public virtual Tensor Spatial(Tensor map, long height, long width) => map.alias();

    /// <summary>Writes what <see cref="Embed"/> does.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="map">The name of the last stage's output.</param>
    /// <returns>
    /// The embedding's name, and the steps from the map's mean over the area to the embedding, null where it is not made
    /// of the mean by such steps.
    /// </returns>
    public virtual (string Embedding, IReadOnlyList<CamStep>? Steps) WriteEmbed(GraphWriter graph, string map) => (graph.Mean(map), []);

    /// <summary>Writes what <see cref="Spatial"/> does.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="map">The name of the last stage's output.</param>
    /// <param name="pictures">The name of the pictures [N,3,H,W].</param>
    public virtual string WriteSpatial(GraphWriter graph, string map, string pictures) => map;

    /// <summary>[N,C,h,w] → the mean over the area [N,C], in float32 where the map is no finer; caller disposes.</summary>
    protected static Tensor Mean(Tensor map) =>
        map.mean([2, 3], keepdim: false, type: Rounded.Wide(map.dtype));

    /// <summary>To be called after weights or statistics were set from outside.</summary>
    public void WeightsChanged() => AllUnits.ToList().ForEach(unit => unit.Unfold());

    /// <summary>Frees the folded weights with the rest.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            WeightsChanged();
        }

        base.Dispose(disposing);
    }

    private void Repeat(bool on)
    {
        foreach (BatchNorm norm in modules().OfType<BatchNorm>())
        {
            norm.Repeats = on;
        }
    }

    private IEnumerable<IUnit> AllUnits => Enumerable.Range(0, Stages.Count).SelectMany(UnitsOf);

    private IEnumerable<IUnit> UnitsOf(int stage) => stage == Stages.Count - 1 ? [.. Stages[stage].Units, .. Neck] : Stages[stage].Units;

    private IEnumerable<TorchSharp.Modules.Parameter> ParametersOf(int stage) => UnitsOf(stage).SelectMany(u => u.Parameters);

    private Tensor Run(Tensor pictures, int first, int end, Action<Stage, Tensor>? seen)
    {
        Tensor x = Prepare(pictures);
        for (int i = first; i < end; i++)
        {
            using Tensor input = x;
            using IDisposable? frozen = i < _frozenStages ? no_grad() : null;
            x = Stages[i].Forward(input);
            seen?.Invoke(Stages[i], x);
        }

        return x;
    }

    /// <summary>Pictures → the same in <see cref="ComputeType"/> and <see cref="Layout"/>; caller disposes.</summary>
    internal Tensor Prepare(Tensor pictures)
    {
        using Tensor typed = pictures.to(ComputeType, Device);
        return Layouts.Of(typed, Layout);
    }
}
