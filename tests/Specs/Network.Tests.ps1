BeforeAll {
    . "$PSScriptRoot/Session.ps1"

    # A proxy that lets nobody through and repeats what it was told. It ends with its runspace.
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $proxy = "127.0.0.1:$($listener.LocalEndpoint.Port)"
    $worker = [powershell]::Create().AddScript({
        param($listener)
        while ($true) {
            $client = $listener.AcceptTcpClient()
            $stream = $client.GetStream()
            $text = [System.IO.StreamReader]::new($stream)
            $head = while ($line = $text.ReadLine()) { $line }
            $answer = "HTTP/1.1 407 Login`r`nProxy-Authenticate: Basic realm=`"spec`"`r`nConnection: close`r`n" +
                "Content-Length: $("$head".Length)`r`n`r`n$head"
            $stream.Write([System.Text.Encoding]::ASCII.GetBytes($answer), 0, $answer.Length)
            $client.Dispose()
        }
    }).AddArgument($listener)
    $null = $worker.BeginInvoke()
}

AfterAll {
    $listener.Stop()
    $worker.Dispose()
}

Describe 'The password of a proxy' {
    BeforeAll {
        $password = 'h1dd"en p@ss/w'
        $escaped = [uri]::EscapeDataString($password)
    }

    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'is in no stream, no error and no transcript, given by the <_>' -ForEach 'environment', 'parameter' {
        Set-Content ./run.ps1 {
            param($module, $way)
            $null = Start-Transcript ./transcript.txt
            Import-Module $module
            $given = if ($way -eq 'parameter') { @{ Proxy = $env:SPEC_PROXY } } else { @{} }
            Connect-AIImageService -ApiKey sk-spec-0123456789abcdefghij -BaseUri https://service.example/v1 @given
            $VerbosePreference = $DebugPreference = 'Continue'
            New-AIImage 'a fox' -MaximumRetryCount 1
            Test-AIImageService | Format-List *
            Get-AIImageService | Format-List * -Force
            Get-Error -Newest 9
            $Error | ForEach-Object { $_.Exception.ToString(); $_ | Format-List * -Force }
            $null = Stop-Transcript
        }
        $env:SPEC_PROXY = "http://us%40er:$escaped@$proxy"
        if ($_ -eq 'environment') { $env:HTTPS_PROXY = $env:SPEC_PROXY }
        $run = '-NoProfile', '-NonInteractive', '-File', './run.ps1', $module, $_
        try { $said = & (Get-Process -Id $PID).Path @run *>&1 | Out-String }
        finally { Remove-Item Env:HTTPS_PROXY, Env:SPEC_PROXY -ErrorAction Ignore }

        $text = $said + (Get-Content ./transcript.txt -Raw)
        $text | Should -Match '407'
        $text | Should -Match 'Connection'
        foreach ($part in $password, $escaped, 'h1dd', 'us%40er', 'us@er') {
            $text | Should -Not -Match ([regex]::Escape($part))
        }
    }
}
