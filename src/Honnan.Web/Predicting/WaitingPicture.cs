using Honnan.Data.Geography;
using Honnan.Inference.HeatMaps;

namespace Honnan.Web.Predicting;

/// <summary>A picture that waits for its turn, or has it. One whose client has gone keeps neither its bytes nor its model.</summary>
internal sealed class WaitingPicture
{
    private readonly ServedModel _model;
    private PictureQuestion? _question;
    private int _place = 1; // in the queue

    /// <param name="question">What is asked.</param>
    /// <param name="model">The model that is asked; in use by the caller, and used once more from here on.</param>
    /// <param name="gone">Cancelled when nobody waits for the answer any more.</param>
    public WaitingPicture(PictureQuestion question, ServedModel model, CancellationToken gone)
    {
        (_question, _model, Gone, IsSlow, Pixels) = (question, model, gone, question.IsSlow, question.Size.Area);
        _ = model.TryUse(); // for the work, which may outlast the client; the caller's own use makes sure that it is there
    }

    /// <summary>What is asked.</summary>
    public PictureQuestion Question => _question ?? throw new InvalidOperationException("nobody asks any more");

    /// <summary>The model that is asked.</summary>
    public ServedModel Model => _model;

    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Whether it takes as long as hundreds of others.</summary>
    public bool IsSlow { get; }

    /// <summary>How many pixels are decoded.</summary>
    public long Pixels { get; }

    /// <summary>What came of it.</summary>
    public TaskCompletionSource<PictureSaid> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Pictures that go through the net together: one model, one country, one way of making maps.</summary>
    public (ServedModel Model, bool Explained, CountryCode? Country, CamMethod? Method) Group
    {
        get
        {
            PictureQuestion question = Question;
            return (_model, question.Maps || question.Size.IsPanorama, question.Maps ? question.Country : null, question.Maps ? question.Method : null);
        }
    }

    /// <summary>Leaves the queue, for its turn or for good; true for the first who asks.</summary>
    public bool TryLeave() => Interlocked.Exchange(ref _place, 0) == 1;

    /// <summary>Lets go of the picture and the model, after the work or in its place; once.</summary>
    public void LetGo()
    {
        _question = null;
        _model.Release();
    }
}
