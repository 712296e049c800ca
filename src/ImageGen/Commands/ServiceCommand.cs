using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Client;
using ImageGen.Client.Http;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>What all cmdlets share that call the service: which one, how long, and what they tell meanwhile.</summary>
public abstract class ServiceCommand : AIImageCommand
{
    private ServiceConnection? _connection;
    private ProgressReport? _progress;
    private PullBridge? _bridge;

    /// <summary>The service to use, by name or as Get-AIImageService gives it; the current one when left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNull]
    public virtual object? Service { get; set; }

    /// <summary>Seconds that a whole request may take, its answer included; 0 is without limit.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    [PSDefaultValue(Help = "600")]
    public virtual int TimeoutSec { get; set; } = 600;

    /// <summary>
    /// How often a request is sent again that the service refused without doing the work. What may have been billed is
    /// never sent again.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 100)]
    [PSDefaultValue(Help = "2")]
    public virtual int MaximumRetryCount { get; set; } = RetryPolicy.DefaultRetries;

    /// <summary>How many requests run at once.</summary>
    private protected virtual int RequestLimit => 1;

    /// <summary>False for a command that can do part of its work without a service.</summary>
    private protected virtual bool NeedsService => true;

    /// <exception cref="AIImageException">There is no service.</exception>
    private protected ServiceConnection Connection =>
        _connection ??= Resolve(Service is PSObject wrapped ? wrapped.BaseObject : Service);

    /// <summary>Finds the service anew, for a command that takes it from the pipeline.</summary>
    /// <exception cref="AIImageException">There is no service.</exception>
    private protected void Connect()
    {
        _connection = null;
        _ = Connection;
    }

    private protected CallSettings Settings => new()
    {
        Limits = TimeLimits.For(TimeSpan.FromSeconds(TimeoutSec)),
        MaximumRetries = MaximumRetryCount,
        Trace = IsDebugging,
    };

    private bool IsDebugging => MyInvocation.BoundParameters.TryGetValue("Debug", out object? debug)
        ? debug is SwitchParameter { IsPresent: true }
        : GetVariableValue("DebugPreference") is ActionPreference preference
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Finds the service before any input is read; without one nothing can go on.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            if (NeedsService) _ = Connection;
        }
        catch (AIImageException exception)
        {
            Terminate(exception, Service);
        }

        _progress = new ProgressReport(WriteProgress, MyInvocation.MyCommand.Name);
        _bridge = new PullBridge(RequestLimit, Beat, StopToken);
    }

    /// <summary>Pulls what is still under way to its end, and takes the progress bar away.</summary>
    protected override void EndProcessing()
    {
        _progress!.IsTotalKnown = true;
        Attempt(null, () => _bridge!.PullUntil(0));
        _progress.Complete();
    }

    /// <summary>Pulls a request to its end: results go to <paramref name="emit"/>, everything else to its stream.</summary>
    private protected void Drain(IAsyncEnumerable<GenerationEvent> events, string activity, Action<GenerationEvent> emit)
    {
        AIImageException? failure = null;
        Start(events, activity, emit, ended => failure = ended);
        _bridge!.PullUntil(0);
        if (failure is not null) throw failure;
    }

    /// <summary>
    /// Starts a request beside others: results go to <paramref name="emit"/>, everything else to its stream. It is pulled
    /// by <see cref="MakeRoom"/>, by the next request and at the end.
    /// </summary>
    private protected void Start(
        IAsyncEnumerable<GenerationEvent> events,
        string activity,
        Action<GenerationEvent> emit,
        Action<AIImageException?> end,
        Action<GenerationEvent>? rescue = null)
    {
        Connection.Token?.Refresh(DateTimeOffset.UtcNow);
        _progress!.Start(activity);
        _bridge!.Add(new Work
        {
            Events = events,
            Handle = e => Handle(e, emit),
            End = failure =>
            {
                end(failure);
                ShowProgress();
            },
            Rescue = rescue,
        });
    }

    /// <summary>Handles what has come, and waits until another request may run.</summary>
    private protected void MakeRoom() => _bridge!.PullUntil(RequestLimit - 1);

    /// <summary>Handles what has come, and waits for nothing.</summary>
    private protected void PullReady() => _bridge!.PullReady();

    private protected override void EndAll() => _bridge?.Dispose();

    private void Handle(GenerationEvent e, Action<GenerationEvent> emit)
    {
        switch (e)
        {
            case Completed completed:
                _progress!.Spend(completed.Image.Cost);
                emit(e);
                break;
            case Previewed or Listed or Checked:
                emit(e);
                break;
            case Warned warned:
                WriteWarning(warned.Text);
                break;
            case Traced traced:
                WriteDebug($"{traced.Direction}{Environment.NewLine}{traced.Json}");
                break;
            case Answered answered:
                Tell(Describe(answered));
                break;
            case Retrying retrying:
                Tell($"Retry {retrying.Attempt} in {retrying.Delay.TotalSeconds:0.0} s: {retrying.Reason}");
                _progress!.Hold($"retry {retrying.Attempt}, the service asks to wait", retrying.Delay);
                break;
            case Waiting waiting:
                Tell($"Held back for {waiting.Delay.TotalSeconds:0.0} s by the rate limit of {Connection.Name}.");
                _progress!.Hold("held back by the rate limit", waiting.Delay);
                break;
            case Started started:
                Tell($"The service works on {Redaction.Line(started.ResponseId, Connection.Key)}.");
                break;
            case Progressed progressed:
                _progress!.Stage(Redaction.Line(progressed.Stage, Connection.Key));
                break;
        }

        ShowProgress();
    }

    /// <summary>What is to be done on the pipeline thread while requests are awaited.</summary>
    private void Beat()
    {
        try
        {
            Connection.Token?.Refresh(DateTimeOffset.UtcNow);
        }
        catch (AIImageException exception)
        {
            Tell($"The access token could not be renewed: {exception.Message}");
        }

        ShowProgress();
    }

    private void ShowProgress() => _progress!.Show(_bridge!.Done, _bridge.Running, _bridge.Waiting);

    private static ServiceConnection Resolve(object? service) => service switch
    {
        null => ServiceState.Here.Current,
        AIImageService known => known.Connection,
        string name => ServiceState.Here.Find(name) ?? throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"There is no connection named '{PlainText.Line(name)}'. Get-AIImageService lists them."),
        _ => throw new AIImageException(
            ErrorIds.InvalidRequest,
            "-Service takes the name of a connection or an object of Get-AIImageService from this session."),
    };

    private static string Describe(Answered answered)
    {
        string tokens = answered.Tokens is long count ? $", {count} tokens" : string.Empty;
        return $"{answered.Method} {answered.Path}: status {answered.Status}, {answered.Duration.TotalMilliseconds:0} ms"
            + $"{tokens}, request {answered.RequestId ?? "without id"}";
    }
}
