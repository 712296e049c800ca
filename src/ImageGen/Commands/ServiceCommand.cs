using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using ImageGen.Apis;
using ImageGen.Errors;
using ImageGen.Http;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Base of all cmdlets that call the service: which service, timeouts, and progress.</summary>
public abstract class ServiceCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly Dictionary<ServiceConnection, AIImageException> _final = [];
    private ProgressReport? _progress;
    private PullBridge? _bridge;
    private TokenRenewal? _tokens;

    /// <summary>
    /// The service to use: its name or an object from Get-AIImageService; $using:service in ForEach-Object -Parallel.
    /// If omitted, the current one.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNull]
    public virtual object? Service { get; set; }

    /// <summary>Maximum seconds for the whole request, including its answer; 0 means no limit.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    [PSDefaultValue(Help = "600")]
    public virtual int TimeoutSec { get; set; } = 600;

    /// <summary>
    /// Maximum number of retries for a request that the service rejected without doing any work. Waits for a rate limit
    /// are not counted while other requests succeed. A request that may have been billed is never sent again.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 100)]
    [PSDefaultValue(Help = "2")]
    public virtual int MaximumRetryCount { get; set; } = CallSettings.DefaultRetries;

    /// <summary>How many requests run at once.</summary>
    private protected virtual int RequestLimit => 1;

    /// <summary>False for a command that can do part of its work without a service.</summary>
    private protected virtual bool NeedsService => true;

    /// <summary>True where nothing is sent, so that no key is needed.</summary>
    private protected virtual bool SendsNothing => this.IsWhatIf();

    /// <summary>The connections of the session, for the rule which service a request goes to.</summary>
    internal ServiceDirectory Directory => ServiceState.Here.Directory;

    internal object? ChosenService => Service is PSObject wrapped ? wrapped.BaseObject : Service;

    internal virtual CallSettings Settings => new()
    {
        Limits = TimeLimits.For(TimeSpan.FromSeconds(TimeoutSec)) with { Clock = ServiceState.Here.Clock },
        MaximumRetries = MaximumRetryCount,
        Command = _stopping,
        Trace = this.IsDebug(),
    };

    /// <summary>
    /// The service of a request that does not continue from an image. What -WhatIf describes needs no key: without one
    /// it is OpenAI.
    /// </summary>
    /// <exception cref="AIImageException">There is no such connection, or no key.</exception>
    internal ServiceConnection Chosen => SendsNothing && ChosenService is null
        ? Directory.CurrentOrSupposed
        : Directory.Chosen(ChosenService);

    /// <summary>Finds the service before any input is read; without one the command ends.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            if (NeedsService) _ = Chosen;
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception, Service);
        }

        bool isTotalKnown = !MyInvocation.ExpectingInput;
        _progress = new ProgressReport(WriteProgress, MyInvocation.MyCommand.Name) { IsTotalKnown = isTotalKnown };
        _tokens = new TokenRenewal(this, _stopping.Token);
        _bridge = new PullBridge(RequestLimit, Beat, _stopping.Token);
    }

    /// <summary>Pulls what is still under way to its end, and removes the progress bar.</summary>
    protected override void EndProcessing()
    {
        _progress!.IsTotalKnown = true;
        Expect(0);
        this.Attempt(new CommandInput(null), () => _bridge!.PullUntil(0));
        _progress.Complete();
    }

    /// <summary>Ends the request that is under way when the user presses Ctrl+C.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Ends the requests of a pipeline that is over, however it came to its end.</summary>
    public void Dispose()
    {
        _bridge?.Dispose();
        _stopping.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what a command has open, when its requests have ended.</summary>
    private protected virtual void CleanUp()
    {
    }

    /// <summary>Pulls a request to its end: results go to <paramref name="emit"/>, the rest to its stream.</summary>
    private protected void Drain(
        ServiceConnection service,
        IAsyncEnumerable<GenerationEvent> events,
        string activity,
        CommandInput input,
        Action<GenerationEvent> emit)
    {
        Start([service], events, activity, input, emit);
        _bridge!.PullUntil(0);
    }

    /// <summary>
    /// Starts a request beside others: results go to <paramref name="emit"/>, everything else to its stream. It is
    /// pulled by <see cref="MakeRoom"/>, by the next request and at the end.
    /// </summary>
    /// <param name="services">The services that it may go to; the first is the one that it is about.</param>
    /// <param name="events">What the engine will yield.</param>
    /// <param name="activity">What the progress bar says.</param>
    /// <param name="input">The input that the errors name.</param>
    /// <param name="emit">Takes the results.</param>
    /// <param name="label">Which input the lines of -Verbose are about; null where they say it themselves.</param>
    internal void Start(
        IReadOnlyList<ServiceConnection> services,
        IAsyncEnumerable<GenerationEvent> events,
        string activity,
        CommandInput input,
        Action<GenerationEvent> emit,
        string? label = null)
    {
        _progress!.Start(activity);
        if (_final.TryGetValue(services[0], out AIImageException? final))
        {
            Report(final.ForUnsent(), input);
            return;
        }

        try
        {
            foreach (ServiceConnection service in services) _tokens!.Prepare(service);
        }
        catch (AIImageException exception)
        {
            Fail(services[0], exception, input);
            return;
        }

        _bridge!.Add(new QueuedRequest
        {
            Events = events,
            Handle = e => Handle(e, services[0], label, input, emit),
            Services = services,
        });
    }

    /// <summary>So many requests are certain to come, for the progress bar.</summary>
    internal void Expect(int requests) => _progress!.Ahead = requests;

    /// <summary>Handles what has come, and waits until another request may run.</summary>
    internal void MakeRoom() => _bridge!.PullUntil(RequestLimit - 1);

    /// <summary>Handles what has come, and waits for nothing.</summary>
    private protected void PullReady() => _bridge!.PullReady();

    /// <summary>Reports why a request failed; the others continue.</summary>
    private protected virtual void Report(AIImageException failure, CommandInput input) => this.Fail(failure, input);

    private void Fail(ServiceConnection service, AIImageException failure, CommandInput input)
    {
        if (FinalFailure.Is(failure)) _final[service] = failure;
        Report(failure, input);
    }

    private void Handle(
        GenerationEvent e, ServiceConnection service, string? label, CommandInput input, Action<GenerationEvent> emit)
    {
        if (VerboseLine.For(e, label, service) is string line) this.Tell(line);
        switch (e)
        {
            case Failed failed:
                Fail(service, failed.Exception, input);
                break;
            case TokenRefused refused:
                _tokens!.Replace(service, refused.Token);
                break;
            case Warned warned:
                if (warned.Topic is null || _warned.Add(warned.Topic)) WriteWarning(warned.Text);
                break;
            case Traced traced:
                WriteDebug($"{traced.Direction}{Environment.NewLine}{traced.Json}");
                break;
            case Retrying retrying:
                _progress!.Hold($"waiting for retry {retrying.Attempt}", retrying.Delay);
                break;
            case Waiting waiting:
                _progress!.Hold("held back by the rate limit", waiting.Delay);
                break;
            case Noted or Answered or Started:
                break;
            case Progressed progressed:
                _progress!.Stage(Redaction.Line(progressed.Stage, service.Secret));
                break;
            default:
                if (e is Completed { Image: { Length: > 0, Format: null } } or Received { Image.Header.Format: null }
                    && _warned.Add("format"))
                {
                    WriteWarning("The image has an unknown format. Its bytes are kept unchanged.");
                }

                _progress!.Spend((e as Completed)?.Image.Cost ?? (e as Received)?.Facts.Cost);
                emit(e);
                break;
        }

        ShowProgress();
    }

    /// <summary>What is to be done on the pipeline thread while requests are awaited.</summary>
    private void Beat()
    {
        foreach (ServiceConnection service in _bridge!.Services) _tokens!.Keep(service);
        ShowProgress();
    }

    private void ShowProgress() => _progress!.Show(_bridge!.Done, _bridge.Running, _bridge.Waiting);
}
